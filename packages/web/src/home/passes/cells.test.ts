import { expect, test } from 'vitest'
import type { PassCell } from '../../api/types.ts'
import { createFormats } from '../../time/formats.ts'
import { cellWords, outcomeOf, tally } from './cells.ts'

const formats = createFormats('Europe/Berlin', false)
const now = Date.parse('2026-11-25T11:43:00Z')
const aCell = (told: Partial<PassCell> = {}): PassCell => ({
  from: '2026-11-25T11:30:00Z',
  to: '2026-11-25T11:45:00Z',
  state: 'succeeded',
  runId: 'run-1',
  new: 0,
  updated: 0,
  deleted: 0,
  requests: 1,
  durationMs: 4_200,
  ...told,
})

test('a check that went well is told apart by whether it changed anything', () => {
  expect(outcomeOf(aCell())).toBe('quiet')
  expect(outcomeOf(aCell({ deleted: 1 }))).toBe('changed')
  expect(outcomeOf(aCell({ state: 'partial', new: 3 }))).toBe('partial')
})

test('a cell says when, what came of it, and what it took', () => {
  expect(cellWords(aCell({ new: 3 }), formats, now)).toBe(
    '12:30 – 12:45: Changes. 3 new, 0 updated, 0 cancelled, 1 call, 4.2 s',
  )
  expect(cellWords(aCell({ state: 'none', runId: null }), formats, now)).toBe('12:30 – 12:45: No check.')
})

test('the legend counts what there is', () => {
  expect(tally([aCell(), aCell(), aCell({ state: 'failed' })])).toEqual([
    ['quiet', 'No change', 2],
    ['failed', 'Failed', 1],
  ])
})
