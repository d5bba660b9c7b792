import { expect, test } from 'vitest'
import { eventOf, filterOf, isFiltered } from './delivery-filter.ts'
import { readWebhooksSearch } from './search.ts'

test('days are the reader’s own, the last one to its end', () => {
  expect(filterOf({ from: '2026-11-25', to: '2026-11-25' }, 'Europe/Berlin')).toEqual({
    from: '2026-11-24T23:00:00.000Z',
    to: '2026-11-25T23:00:00.000Z',
  })
  expect(isFiltered(filterOf({}, 'Europe/Berlin'))).toBe(false)
})

test('an event is found by its id and by its address, and by nothing that is neither', () => {
  const id = 'BXXDTIV3-QEQX'
  expect(eventOf(` ${id} `)).toBe(id)
  expect(eventOf(`https://api.calendly.com/scheduled_events/${id}`)).toBe(id)
  expect(eventOf(`https://calendly.com/events/${id}/?month=11`)).toBe(id)
  expect(eventOf('äöü')).toBe('-') // no event has it: nothing is found
  expect(eventOf('  ')).toBeUndefined()
})

test('what an address says and the screen does not know counts for nothing', () => {
  const read = readWebhooksSearch({ outcome: 'lost', kind: 'x', from: '2026-13-45', to: 'soon', event: '' })
  expect(Object.values(read).every((value) => value === undefined)).toBe(true)
  expect(readWebhooksSearch({ outcome: 'failed', from: '2026-11-25' })).toMatchObject({
    outcome: 'failed',
    from: '2026-11-25',
  })
})
