import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { manualClock } from '../clock.ts'
import { asList, readAll, serve } from '../testing/serve.ts'

const now = Date.UTC(2026, 10, 22, 12)

describe('paging through events', () => {
  it('gives each event exactly once, whatever the filters and the page size', async () => {
    const served = await serve({ world: 'adviser', clock: manualClock(now) })
    const { world, people } = served.simulator
    const all = world.truthFor(people.adviser)
    const day = fc.integer({ min: -400, max: 200 })
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 7, max: 100 }),
        fc.option(fc.constantFrom('active', 'canceled'), { nil: undefined }),
        fc.constantFrom('asc', 'desc'),
        fc.option(day, { nil: undefined }),
        fc.option(day, { nil: undefined }),
        async (count, status, direction, from, to) => {
          const query = new URLSearchParams({
            user: people.adviser,
            count: String(count),
            sort: `start_time:${direction}`,
          })
          const bound = (days: number) => new Date(now + days * 864e5).toISOString()
          if (status) query.set('status', status)
          if (from !== undefined) query.set('min_start_time', bound(from))
          if (to !== undefined) query.set('max_start_time', bound(to))
          const expected = all
            .map(({ event }) => event)
            .filter(
              (event) =>
                (!status || event.status === status) &&
                (from === undefined || Date.parse(event.start_time) >= now + from * 864e5) &&
                (to === undefined || Date.parse(event.start_time) < now + to * 864e5),
            )
            .map(({ uri }) => uri)
          if (direction === 'desc') expected.reverse()
          const rows = await readAll(served, `/scheduled_events?${query}`)
          expect(rows.map(({ uri }) => uri)).toEqual(expected)
        },
      ),
      { numRuns: 25 },
    )
  })

  it('includes an event at min_start_time and leaves out one at max_start_time, to the microsecond', async () => {
    const served = await serve({ world: 'empty', clock: manualClock(now) })
    const { world, people } = served.simulator
    const start = '2026-12-01T09:00:00.000500Z'
    const { event } = world.book({ start, invitee: { name: 'Ada', email: 'ada@client.example' } })
    const seen = async (filter: string) => {
      const rows = await readAll(served, `/scheduled_events?user=${people.adviser}&${filter}`)
      return rows.some(({ uri }) => uri === event)
    }
    expect(await seen(`min_start_time=${start}`)).toBe(true)
    expect(await seen('min_start_time=2026-12-01T09:00:00.000501Z')).toBe(false)
    expect(await seen(`max_start_time=${start}`)).toBe(false)
    expect(await seen('max_start_time=2026-12-01T09:00:00.000501Z')).toBe(true)
  })

  it('writes next_page on the official host with times to the microsecond, and links back', async () => {
    const served = await serve({ world: 'adviser' })
    const user = encodeURIComponent(served.simulator.people.adviser)
    const path = `/scheduled_events?user=${user}&count=2&min_start_time=2026-01-01T00:00:00Z`
    const first = asList((await served.get(path)).body).pagination
    expect(first.next_page).toMatch(/^https:\/\/api\.calendly\.com\/scheduled_events\?/)
    expect(first.next_page).toContain('min_start_time=2026-01-01T00%3A00%3A00.000000Z')
    expect(first.previous_page).toBeNull()
    const second = await served.get(`${path}&page_token=${first.next_page_token}`)
    expect(second.status).toBe(200)
    expect(asList(second.body).pagination.previous_page_token).not.toBeNull()
  })

  it('refuses a token with other filters, another spelling, or none of ours', async () => {
    const served = await serve({ world: 'adviser' })
    const user = encodeURIComponent(served.simulator.people.adviser)
    const path = `/scheduled_events?user=${user}&count=2&min_start_time=2026-01-01T00:00:00Z`
    const token = asList((await served.get(path)).body).pagination.next_page_token
    const wrong = [
      `${path.replace('count=2', 'count=3')}&page_token=${token}`,
      `${path.replace('00:00:00Z', '00:00:00.000Z')}&page_token=${token}`,
      `${path}&status=active&page_token=${token}`,
      `${path}&page_token=nonsense`,
    ]
    for (const one of wrong) {
      const { status, body } = await served.get(one)
      expect(status).toBe(400)
      expect(body).toMatchObject({ details: [{ parameter: 'page_token', message: 'is invalid' }] })
    }
  })

  it('lets tokens die when told to', async () => {
    const clock = manualClock(now)
    const served = await serve({ world: 'adviser', clock, quirks: { pageTokenLifeMs: 60_000 } })
    const path = `/scheduled_events?user=${encodeURIComponent(served.simulator.people.adviser)}`
    const token = asList((await served.get(path)).body).pagination.next_page_token
    expect((await served.get(`${path}&page_token=${token}`)).status).toBe(200)
    clock.advance(60_001)
    expect((await served.get(`${path}&page_token=${token}`)).status).toBe(400)
  })
})
