import { describe, expect, it } from 'vitest'
import { asList, serve } from '../testing/serve.ts'
import type { Fault } from './types.ts'

const template = '/scheduled_events'

async function servedList() {
  const served = await serve({ world: 'adviser' })
  const path = `/scheduled_events?user=${encodeURIComponent(served.simulator.people.adviser)}&count=3`
  const fetchRaw = (signal?: AbortSignal) =>
    fetch(served.url + path, {
      redirect: 'manual',
      headers: { authorization: `Bearer ${served.simulator.tokens.adviser}` },
      ...(signal ? { signal } : {}),
    })
  return { ...served, path, fetchRaw }
}

describe('a fault', () => {
  it('strikes only the requests it names: the nth of a route, then no more', async () => {
    const { simulator, get, path } = await servedList()
    simulator.faults.add({ kind: 'status', status: 503, template, nth: 2, times: 2 })
    const statuses = []
    for (let i = 0; i < 5; i++) {
      expect((await get('/users/me')).status).toBe(200)
      statuses.push((await get(path)).status)
    }
    expect(statuses).toEqual([200, 503, 503, 200, 200])
    expect(simulator.faults.fired()).toHaveLength(2)
    expect(simulator.requests.count({ template, status: 503 })).toBe(2)
  })

  it('goes when it is taken away', async () => {
    const { simulator, get, path } = await servedList()
    const take = simulator.faults.add({ kind: 'status', status: 500 })
    expect((await get(path)).status).toBe(500)
    take()
    expect((await get(path)).status).toBe(200)
  })

  it('of chance strikes by the seed', async () => {
    const { simulator, get, path } = await servedList()
    simulator.faults.add({ kind: 'status', status: 502, probability: 0.5 })
    const statuses = new Set<number>()
    for (let i = 0; i < 30; i++) statuses.add((await get(path)).status)
    expect(statuses).toEqual(new Set([200, 502]))
  })

  it('can leave a write undone, or hide that it was done', async () => {
    const { simulator, call } = await servedList()
    const { world, clock } = simulator
    const invitee = { name: 'Ada', email: 'ada@client.example' }
    const { event } = world.book({ start: clock.now() + 1e8, invitee })
    const path = `${event.replace('https://api.calendly.com', '')}/cancellation`
    const fault = { kind: 'status', status: 500, method: 'POST', nth: 1 } as const
    simulator.faults.add(fault)
    expect((await call('POST', path)).status).toBe(500)
    expect(world.event(event)?.status).toBe('active')
    simulator.faults.add({ ...fault, actsFirst: true })
    expect((await call('POST', path)).status).toBe(500)
    expect(world.event(event)?.status).toBe('canceled')
  })
})

describe('answers of another kind', () => {
  const bodies: [name: string, fault: Fault, seen: (text: string, response: Response) => void][] = [
    ['html', { kind: 'html' }, (text) => expect(text).toContain('<html>')],
    ['garbage', { kind: 'garbage' }, (text) => expect(() => JSON.parse(text)).toThrow()],
    ['nothing', { kind: 'empty' }, (text) => expect(text).toBe('')],
    ['an empty list', { kind: 'emptyList' }, (text) => expect(JSON.parse(text).collection).toEqual([])],
    [
      'depth',
      { kind: 'deepJson', depth: 500 },
      (text) => expect(text.startsWith('['.repeat(500))).toBe(true),
    ],
    [
      'a gzip bomb',
      { kind: 'gzipBomb', bytes: 1_000_000 },
      (text, response) => {
        expect(text.length).toBe(1_000_000)
        expect(Number(response.headers.get('content-length'))).toBeLessThan(10_000)
      },
    ],
    ['too much', { kind: 'oversized', bytes: 3_000_000 }, (text) => expect(text.length).toBeGreaterThan(3e6)],
    [
      'several encodings',
      { kind: 'stackedEncodings', layers: 3 },
      (text, response) => {
        expect(response.headers.get('content-encoding')).toBe('gzip, gzip, gzip')
        expect(JSON.parse(text).collection).toHaveLength(3)
      },
    ],
    [
      'a wrong charset',
      { kind: 'wrongCharset' },
      (_text, response) => expect(response.headers.get('content-type')).toContain('utf-16'),
    ],
    [
      'a redirect',
      { kind: 'redirect', to: 'http://127.0.0.1:9/' },
      (_text, response) => {
        expect([response.status, response.headers.get('location')]).toEqual([302, 'http://127.0.0.1:9/'])
      },
    ],
    [
      'odd headers',
      { kind: 'headers', headers: { 'X-RateLimit-Reset': 'abc', 'Retry-After': '-1', ETag: null } },
      (_text, response) => {
        const { headers } = response
        expect([headers.get('x-ratelimit-reset'), headers.get('retry-after'), headers.get('etag')]).toEqual([
          'abc',
          '-1',
          null,
        ])
      },
    ],
  ]

  it.each(bodies)('%s', async (_name, fault, seen) => {
    const { simulator, fetchRaw } = await servedList()
    simulator.faults.add(fault)
    const response = await fetchRaw()
    seen(await response.text(), response)
  })

  it('a next page that leads back, and one that leads away', async () => {
    const { simulator, get, path } = await servedList()
    const take = simulator.faults.add({ kind: 'loopingToken' })
    const first = asList((await get(path)).body).pagination.next_page
    const again = asList((await get(path)).body).pagination.next_page
    expect(again).toBe(first)
    take()
    simulator.faults.add({ kind: 'foreignNextPage', origin: 'http://evil.example' })
    expect(asList((await get(path)).body).pagination.next_page).toMatch(
      /^http:\/\/evil\.example\/.*page_token=/,
    )
  })
})

describe('broken connections', () => {
  it.each(['cut', 'wrongLength', 'reset'] as const)('%s', async (kind) => {
    const { simulator, fetchRaw } = await servedList()
    simulator.faults.add({ kind })
    await expect(fetchRaw().then((response) => response.text())).rejects.toThrow()
  })

  it.each([{ kind: 'hang' }, { kind: 'drip', intervalMs: 20 }] as const)('$kind', async (fault) => {
    const { simulator, fetchRaw } = await servedList()
    simulator.faults.add(fault)
    const answer = fetchRaw(AbortSignal.timeout(300)).then((response) => response.text())
    await expect(answer).rejects.toThrow(/timeout|aborted/i)
  })
})

describe('a held answer', () => {
  it('is what was true when its request arrived, sent when it is let go', async () => {
    const { simulator, get, path } = await servedList()
    const { world, faults } = simulator
    const held = faults.hold({ template })
    const waiting = get(path)
    await held.arrived
    const uri = world.events()[0]?.uri ?? ''
    world.deleteEvent(uri)
    const fresh = await get(path)
    held.release()
    const stale = await waiting
    expect(asList(stale.body).collection.map((event) => event.uri)).toContain(uri)
    expect(asList(fresh.body).collection.map((event) => event.uri)).not.toContain(uri)
  })

  it('goes when all faults are cleared', async () => {
    const { simulator, get, path } = await servedList()
    const held = simulator.faults.hold({ template })
    const waiting = get(path)
    await held.arrived
    simulator.faults.clear()
    expect((await waiting).status).toBe(200)
  })
})
