import { expect, test } from 'vitest'
import { createFormats } from '../time/formats.ts'
import { ignoredWords, sourceOf, writtenWords } from './written.ts'

const formats = createFormats('Europe/Berlin', false)
const now = Date.parse('2026-11-25T11:43:00Z')

test('says when and by which way a row was written last', () => {
  const writing = { path: 'webhook', at: '2026-11-22T02:10:00Z', runId: null, deliveryId: 'd' } as const
  expect(writtenWords(writing, formats, now)).toBe(
    'Last written Sunday 03:10, by a message from Calendly (webhook).',
  )
})

test('says why an update was not used, in the server’s words where it has some', () => {
  expect(ignoredWords({ reason: 'duplicate', message: 'It came twice.' })).toBe('It came twice.')
  expect(ignoredWords({ reason: 'superseded', message: null })).toBe('older than what was known')
  expect(ignoredWords({ reason: 'not_ours', message: null })).toBe('not ours')
})

test('leads to the message or the check, whichever wrote it', () => {
  expect(sourceOf({ runId: 'r', deliveryId: 'd' })?.href).toBe('/webhooks?delivery=d')
  expect(sourceOf({ runId: 'r', deliveryId: null })?.href).toBe('/activity?run=r')
  expect(sourceOf({ runId: null, deliveryId: null })).toBeUndefined()
})
