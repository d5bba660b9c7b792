import { describe, expect, it } from 'vitest'
import { nextPage } from './paging.ts'

const first =
  'organization=https%3A%2F%2Fapi.calendly.com%2Forganizations%2FO&min_start_time=2026-01-01T00%3A00%3A00Z&count=100'

describe('nextPage', () => {
  it('takes the query of next_page exactly as given and nothing else of it', () => {
    const query = 'count=100&min_start_time=2026-01-01T00%3A00%3A00.000000Z&page_token=abc%2Bdef'
    const next_page = `https://calendly.com/somewhere/else?${query}`
    expect(nextPage({ next_page, next_page_token: 'other' }, first)).toEqual({
      kind: 'next',
      query,
      token: 'abc+def',
    })
  })

  it('puts next_page_token beside the first filters when next_page is missing', () => {
    const next = nextPage({ next_page_token: 'a+b' }, first)
    expect(next).toEqual({ kind: 'next', query: `${first}&page_token=a%2Bb`, token: 'a+b' })
  })

  it('does not drop the filters when next_page names no token', () => {
    expect(
      nextPage({ next_page: 'https://api.calendly.com/scheduled_events', next_page_token: 't' }, first),
    ).toMatchObject({
      query: `${first}&page_token=t`,
    })
    expect(nextPage({ next_page: 'https://api.calendly.com/scheduled_events' }, first)).toEqual({
      kind: 'unreadable',
    })
  })

  it.each([
    [{}],
    [{ next_page: null, next_page_token: null }],
    [{ next_page: '', next_page_token: '' }],
    [{ count: 3, next_page: null }],
  ])('sees the end of the list in %j', (pagination) => {
    expect(nextPage(pagination, first)).toEqual({ kind: 'end' })
  })

  it('reads a next_page that is no URL but has a query', () => {
    expect(nextPage({ next_page: '?page_token=x#y' }, first)).toEqual({
      kind: 'next',
      query: 'page_token=x',
      token: 'x',
    })
    expect(nextPage({ next_page: ':::' }, first)).toEqual({ kind: 'unreadable' })
  })
})
