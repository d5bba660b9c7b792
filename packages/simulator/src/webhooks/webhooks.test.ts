import { describe, expect, it } from 'vitest'
import { manualClock } from '../clock.ts'
import { seededRandom } from '../random.ts'
import type { Subscription } from '../world/records.ts'
import { createState, defaultQuirks, findOrganization, findUser } from '../world/state.ts'
import { createWorld } from '../world/world.ts'
import { createMessageLog } from './message.ts'
import { createQueue } from './queue.ts'
import { nextAttemptMs, outageMs } from './retry.ts'
import { signatureOf } from './sign.ts'

describe('the queue', () => {
  it('gives back in order what it was given, however much that is', () => {
    const queue = createQueue<number>()
    const taken: number[] = []
    for (let n = 0; n < 10_000; n++) {
      queue.add(n)
      if (n % 3 === 0) taken.push(queue.take() ?? -1)
    }
    while (queue.size > 0) taken.push(queue.take() ?? -1)
    expect(taken).toEqual(Array.from({ length: 10_000 }, (_, n) => n))
    expect(queue.take()).toBeUndefined()
    queue.add(7)
    expect(queue.take()).toBe(7)
  })
})

describe('retries', () => {
  it('wait twice as long each time, and end with the day', () => {
    expect(nextAttemptMs(1, 0, 0, 1_000)).toBe(1_000)
    expect(nextAttemptMs(4, 0, 7_000, 1_000)).toBe(15_000)
    expect(nextAttemptMs(1, 0, outageMs - 1_000, 1_000)).toBeUndefined()
    expect(nextAttemptMs(1, 0, outageMs - 1_001, 1_000)).toBe(outageMs - 1)
  })
})

describe('the signature', () => {
  it('is what openssl makes of it', () => {
    // printf '1492774577.{"a":1}' | openssl dgst -sha256 -hmac key
    expect(signatureOf('key', '{"a":1}', 1492774577)).toBe(
      't=1492774577,v1=b47ff869cac67fa42e024f96a1ad404e1177fcf4e269d3a187ec6fac93f041ae',
    )
  })
})

describe('the log', () => {
  it('keeps the newest messages, in order, and finds those alone', () => {
    const state = createState(manualClock(0), seededRandom(1), defaultQuirks)
    const world = createWorld(state)
    const user = world.addUser({ name: 'Ada', email: 'ada@firm.example' })
    const subscription: Subscription = {
      id: 's',
      callbackUrl: 'http://127.0.0.1:9/',
      events: [],
      scope: 'organization',
      organization: findOrganization(state, world.organizations()[0]?.uri ?? ''),
      user: null,
      group: null,
      creator: findUser(state, user),
      signingKey: undefined,
      createdUs: 0,
      updatedUs: 0,
      retryStartedUs: undefined,
      state: 'active',
    }
    const log = createMessageLog(3)
    for (let n = 1; n <= 5; n++) log.create(subscription, 'invitee.created', String(n), 0)
    expect(log.all().map(({ body }) => body)).toEqual(['3', '4', '5'])
    expect(log.latest(2).map(({ body }) => body)).toEqual(['4', '5'])
    expect(log.find('delivery-2')).toBeUndefined()
    expect(log.find('delivery-4')?.body).toBe('4')
    expect(log.find('nonsense')).toBeUndefined()
  })
})
