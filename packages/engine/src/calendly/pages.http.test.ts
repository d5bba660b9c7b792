import { describe, expect, it, onTestFinished } from 'vitest'
import type { CallOptions } from './call.ts'
import { all, event, failure, type RigOptions, rows, send, startRig, token } from './testing/rig.ts'
import { type Handler, startStubServer } from './testing/stub-server.ts'

async function rig(handler: Handler, options: RigOptions = {}) {
  const started = await startRig(handler, options)
  onTestFinished(started.close)
  return started
}

describe('a list', () => {
  it('follows next_page on its own origin and path, with the query as given', async () => {
    const { client, server } = await rig((request, response) => {
      const isFirst = !request.url?.includes('page_token')
      send(response, {
        collection: [event(isFirst ? 'E1' : 'E2')],
        pagination: {
          next_page: isFirst
            ? 'https://api.calendly.com/other/path?min_start_time=2026-01-01T00%3A00%3A00.000000Z&page_token=a%2Bb'
            : null,
        },
      })
    })
    const query = {
      organization: 'https://api.calendly.com/organizations/O',
      minStartTime: '2026-01-01T00:00:00.123456Z',
      sort: 'start_time:asc',
    } as const
    const pages = await all(client.scheduledEvents(query))
    expect(rows(pages)).toEqual([event('E1'), event('E2')])
    expect(pages.map((page) => page.last)).toEqual([false, true])
    expect(server.seen.map((seen) => seen.path)).toEqual([
      '/scheduled_events?organization=https%3A%2F%2Fapi.calendly.com%2Forganizations%2FO&min_start_time=2026-01-01T00%3A00%3A00Z&sort=start_time%3Aasc&count=100',
      '/scheduled_events?min_start_time=2026-01-01T00%3A00%3A00.000000Z&page_token=a%2Bb',
    ])
  })

  it('never connects to a foreign host that next_page or a redirect names', async () => {
    const stranger = await startStubServer((_request, response) =>
      send(response, { collection: [], pagination: {} }),
    )
    onTestFinished(stranger.close)
    const { client, server } = await rig((request, response) => {
      if (request.url?.startsWith('/event_types'))
        send(response, {}, 307, { location: `${stranger.origin}/event_types` })
      else if (request.url?.includes('page_token')) send(response, { collection: [], pagination: {} })
      else
        send(response, {
          collection: [event('E1')],
          pagination: { next_page: `${stranger.origin}/scheduled_events?page_token=x` },
        })
    })
    expect(rows(await all(client.scheduledEvents({ user: 'u' })))).toEqual([event('E1')])
    expect((await failure(all(client.eventTypes({ user: 'u' })))).code).toBe('redirected')
    expect(stranger.connections()).toBe(0)
    expect(server.seen.every((seen) => seen.headers.authorization === `Bearer ${token}`)).toBe(true)
  })

  it('stops at a page token that comes twice, and keeps what was read', async () => {
    const { client, server } = await rig((_request, response) =>
      send(response, { collection: [event('E1')], pagination: { next_page_token: 'again' } }),
    )
    const seen: unknown[] = []
    const error = await failure(
      (async () => {
        for await (const page of client.scheduledEvents({ user: 'u' })) seen.push(page.rows)
      })(),
    )
    expect(error).toMatchObject({ code: 'paging_loop', retryable: false })
    expect(seen).toHaveLength(2)
    expect(server.seen).toHaveLength(2)
  })

  it('stops a list that never ends', async () => {
    let page = 0
    const { client, server } = await rig((_request, response) =>
      send(response, { collection: [], pagination: { next_page_token: `t${page++}` } }),
    )
    expect((await failure(all(client.scheduledEvents({ user: 'u' })))).code).toBe('paging_loop')
    expect(server.seen).toHaveLength(10_000)
  })

  it.each([1, 3, 5])(
    'fails when page %i of 5 is broken, after handing over the pages before it',
    async (broken) => {
      const { client } = await rig((request, response) => {
        const page = Number(new URL(request.url ?? '', 'http://x').searchParams.get('page_token') ?? 1)
        if (page === broken) response.writeHead(200).end('<html>')
        else
          send(response, {
            collection: [event(`E${page}`)],
            pagination: { next_page_token: page < 5 ? String(page + 1) : null },
          })
      })
      const seen: unknown[] = []
      const error = await failure(
        (async () => {
          for await (const page of client.scheduledEvents({ user: 'u' })) seen.push(...page.rows)
        })(),
      )
      expect(error.code).toBe('garbled')
      expect(seen).toHaveLength(broken - 1)
    },
  )

  it('says when a page token has run out', async () => {
    const { client } = await rig((request, response) => {
      if (request.url?.includes('page_token'))
        send(response, { title: 'Invalid Argument', message: 'page_token: is invalid' }, 400)
      else send(response, { collection: [event('E1')], pagination: { next_page_token: 'old' } })
    })
    expect(await failure(all(client.scheduledEvents({ user: 'u' })))).toMatchObject({
      code: 'page_token_invalid',
      status: 400,
    })
  })

  it('asks for a page only when the consumer wants it', async () => {
    const { client, server } = await rig((_request, response) =>
      send(response, { collection: [event('E1')], pagination: { next_page_token: 'more' } }),
    )
    const pages = client.scheduledEvents({ user: 'u' })
    expect(server.seen).toHaveLength(0)
    await pages.next()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(server.seen).toHaveLength(1)
    await pages.return()
  })

  it('leaves out a row that nothing names, counts it, and hands over the others whatever they hold', async () => {
    const odd = {
      ...event('E1'),
      status: 'ongoing',
      location: 5,
      invitees_counter: { total: '3' },
      name: 'x\u0000\ud800',
    }
    const { client, logged } = await rig((_request, response) =>
      send(response, { collection: [null, odd, { uri: null }], pagination: { count: 3, next_page: null } }),
    )
    const [page] = await all(client.scheduledEvents({ user: 'u' }))
    expect(page).toMatchObject({ rows: [odd], unusable: 2, last: true })
    expect(logged.some((line) => line.includes('left out') && line.includes('"unusable":2'))).toBe(true)
  })

  it('reads the mark right before each request, again before a retry, and gives the last one back', async () => {
    let calls = 0
    let logicalClock = 10n
    const { client } = await rig((_request, response) => {
      calls++
      if (calls === 1) send(response, {}, 500)
      else send(response, { collection: [], pagination: { next_page_token: calls < 3 ? 'more' : null } })
    })
    const options: CallOptions = {
      beforePage: async () => {
        expect(calls).toBe(Number(logicalClock - 10n))
        return logicalClock++
      },
    }
    const pages = await all(client.invitees('E1', options))
    expect(pages.map((page) => page.mark)).toEqual([11n, 12n])
    expect((pages[1]?.askedAt ?? 0) >= (pages[0]?.askedAt ?? 0)).toBe(true)
  })
})
