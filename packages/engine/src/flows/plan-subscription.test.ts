import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type KnownEndpoint, type Listed, planSubscription, subscribedEvents } from './plan-subscription.ts'

const base = 'https://sync.example/api/calendly/webhook/'
const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`

function endpoint(n: number, over: Partial<KnownEndpoint> = {}): KnownEndpoint {
  return { id: id(n), callback_url: base + id(n), state: 'active', is_own: true, ...over }
}

function listed(n: number, over: Partial<Listed> = {}): Listed {
  return {
    uri: `https://api.calendly.com/webhook_subscriptions/${n}`,
    callbackUrl: base + id(n),
    isActive: true,
    events: subscribedEvents,
    retryStartedAt: null,
    updatedAt: '2026-11-20T10:00:00.000000Z',
    ...over,
  }
}

const uri = (n: number) => listed(n).uri

describe('one token', () => {
  test('without a subscription needs one, and nothing is known to be lost', () => {
    expect(planSubscription([], [], base)).toMatchObject({
      keep: undefined,
      make: undefined,
      remove: [],
      health: 'missing',
      lostSince: undefined,
    })
  })

  test('with a sound one needs nothing', () => {
    expect(planSubscription([endpoint(1)], [listed(1)], base)).toEqual({
      keep: { endpointId: id(1), uri: uri(1) },
      make: undefined,
      remove: [],
      health: 'active',
      failingSince: null,
      lostSince: undefined,
    })
  })

  test('with one that Calendly fails to deliver to keeps it and says since when: nothing is lost yet', () => {
    const since = '2026-11-22T08:00:00.000000Z'
    const plan = planSubscription([endpoint(1)], [listed(1, { retryStartedAt: since })], base)
    expect(plan).toMatchObject({ health: 'failing', failingSince: since, lostSince: undefined, remove: [] })
    expect(plan.keep?.uri).toBe(uri(1))
  })

  test('with a disabled one replaces it, and what was lost began when the failing did', () => {
    const since = '2026-11-22T08:00:00.000000Z'
    const dead = listed(1, { isActive: false, retryStartedAt: since })
    expect(planSubscription([endpoint(1)], [dead], base)).toMatchObject({
      keep: undefined,
      remove: [uri(1)],
      health: 'disabled',
      lostSince: since,
    })
  })

  test('with a disabled one that does not say since when goes by its last change', () => {
    const dead = listed(1, { isActive: false })
    expect(planSubscription([endpoint(1)], [dead], base).lostSince).toBe(dead.updatedAt)
  })

  test('takes over what a lost answer has left behind', () => {
    const plan = planSubscription([endpoint(1, { state: 'making' })], [listed(1)], base)
    expect(plan).toMatchObject({ keep: { endpointId: id(1), uri: uri(1) }, make: undefined, remove: [] })
  })

  test('makes the one that was written down and never made, with the same URL', () => {
    expect(planSubscription([endpoint(1, { state: 'making' })], [], base).make).toBe(id(1))
  })

  test('rotates: the one to be made comes first, the active one stays until it is there', () => {
    const plan = planSubscription([endpoint(1), endpoint(2, { state: 'making' })], [listed(1)], base)
    expect(plan).toMatchObject({ keep: { endpointId: id(1) }, make: id(2), remove: [] })
  })

  test('removes duplicates, what has an old address, and leftovers of a lost database', () => {
    const old = endpoint(2, { callback_url: `https://old.example/api/calendly/webhook/${id(2)}` })
    const stray = listed(2, { callbackUrl: old.callback_url })
    const plan = planSubscription([endpoint(1), old], [listed(1), stray, listed(3)], base)
    expect(plan.keep?.endpointId).toBe(id(1))
    expect(plan.remove).toEqual([uri(2), uri(3)])
  })

  test('replaces one at an old address: nothing that is kept leads elsewhere', () => {
    const old = endpoint(1, { callback_url: `https://old.example/api/calendly/webhook/${id(1)}` })
    const plan = planSubscription([old], [listed(1, { callbackUrl: old.callback_url })], base)
    expect(plan).toMatchObject({ keep: undefined, remove: [uri(1)] })
  })

  test('replaces one that does not tell everything', () => {
    const plan = planSubscription([endpoint(1)], [listed(1, { events: ['invitee.created'] })], base)
    expect(plan).toMatchObject({ keep: undefined, remove: [uri(1)] })
  })

  test('leaves alone what others made: other addresses, the bare URL, another token of this installation', () => {
    const others = [
      listed(4, { callbackUrl: 'https://else.example/hook' }),
      listed(5, { callbackUrl: base.slice(0, -1) }),
      listed(6, { callbackUrl: `${base}by-hand` }),
      listed(7),
    ]
    const plan = planSubscription([endpoint(1), endpoint(7, { is_own: false })], [listed(1), ...others], base)
    expect(plan.remove).toEqual([])
    expect(plan.keep?.endpointId).toBe(id(1))
  })
})

test('whatever is there: at most one is kept, it is sound, and nothing of others is touched', () => {
  const states = fc.constantFrom('making', 'active', 'retiring', 'removed' as const)
  const endpoints = fc.uniqueArray(
    fc.record({ n: fc.integer({ min: 1, max: 6 }), state: states, is_own: fc.boolean() }),
    { selector: (one) => one.n },
  )
  const subscriptions = fc.uniqueArray(
    fc.record({ n: fc.integer({ min: 1, max: 9 }), isActive: fc.boolean(), isElsewhere: fc.boolean() }),
    { selector: (one) => one.n },
  )
  fc.assert(
    fc.property(endpoints, subscriptions, (some, others) => {
      const known = some.map(({ n, ...over }) => endpoint(n, over as Partial<KnownEndpoint>))
      const found = others.map(({ n, isActive, isElsewhere }) =>
        listed(n, { isActive, ...(isElsewhere && { callbackUrl: `https://else.example/${n}` }) }),
      )
      const plan = planSubscription(known, found, base)
      const kept = found.find((one) => one.uri === plan.keep?.uri)
      if (plan.keep) expect(kept?.isActive).toBe(true)
      expect(plan.remove).not.toContain(plan.keep?.uri)
      for (const one of found.filter(({ uri }) => plan.remove.includes(uri))) {
        expect(one.callbackUrl.startsWith(base)).toBe(true)
        expect(known.some((mine) => mine.callback_url === one.callbackUrl && !mine.is_own)).toBe(false)
      }
      const sound = found.filter(
        (one) =>
          one.isActive &&
          known.some(
            (mine) =>
              mine.callback_url === one.callbackUrl &&
              mine.is_own &&
              (mine.state === 'active' || mine.state === 'making'),
          ),
      )
      expect(plan.keep !== undefined).toBe(sound.length > 0)
    }),
  )
})
