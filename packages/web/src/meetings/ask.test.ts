import { expect, test } from 'vitest'
import { askFilters, askTab, askWeek, withoutMenus } from './ask.ts'
import { readMeetingsSearch } from './search.ts'

const since = '2026-11-20T09:00:00Z'

test('a tab is a question, the nearest meetings first', () => {
  expect(askTab('upcoming', since)).toEqual({ chains: 'collapsed', view: 'upcoming', sort: 'startTime' })
  expect(askTab('past', since)).toEqual({ chains: 'collapsed', view: 'past', sort: '-startTime' })
  expect(askTab('changed', since)).toMatchObject({ view: 'all', includeDeleted: 'true', updatedSince: since })
})

test('a week shows all that takes place in it, whatever the hour', () => {
  const [from, to] = ['2026-11-23T00:00:00Z', '2026-11-30T00:00:00Z']
  expect(askWeek('past', since, { from, to })).toEqual({ chains: 'collapsed', sort: 'startTime', from, to })
  expect(askWeek('cancelled', since, { from, to })).toMatchObject({
    view: 'cancelled',
    sort: 'startTime',
    from,
  })
})

test('days of a filter are days of the reader, the last one as a whole', () => {
  expect(
    askFilters({ q: ' anna ', host: 'x', from: '2026-11-25', to: '2026-11-25' }, 'Europe/Berlin'),
  ).toEqual({
    q: 'anna',
    host: 'x',
    from: '2026-11-24T23:00:00.000Z',
    to: '2026-11-25T23:00:00.000Z',
  })
  expect(askFilters({ q: '  ' }, 'UTC')).toEqual({})
  expect(withoutMenus({ q: 'a', host: 'x', to: '2026-11-25' })).toEqual({ q: 'a', to: '2026-11-25' })
})

test('what an address says amiss is left out', () => {
  const read = readMeetingsSearch({ view: 'all', layout: 'week', from: '2026-02-30', to: 'tomorrow', q: '' })
  expect(Object.entries(read).filter(([, value]) => value !== undefined)).toEqual([['layout', 'week']])
})
