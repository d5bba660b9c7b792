import { randomBytes, randomUUID } from 'node:crypto'
import type { FaultEffect } from 'calendly-simulator'
import type { Sync } from 'calendly-sync-engine'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRig, type Rig } from '../engine/support/rig.ts'
import { until } from '../engine/support/until.ts'

/*
 * H52: of a hundred accounts some are sick, each in its own way, and no other waits for them. What a slot that is taken for good
 * does to the accounts of other tokens: packages/engine/src/worker/queue.pg.test.ts.
 */

const accounts = 100
/** Each is the trouble of one account. The first two are waited for as long as the client waits for anybody. */
const sicknesses: readonly FaultEffect[] = [
  { kind: 'hang' },
  { kind: 'drip', intervalMs: 1000 },
  { kind: 'status', status: 500 },
]
/** Far more than the well ones need on the busiest machine: what waited for a silent one would be found out. */
const silenceMs = 120_000
let rig: Rig
let sync: Sync
const uris: string[] = []
/** Of the accounts, in the same order. */
const ids: string[] = []
const viewer = { userId: randomUUID(), isOperator: true }

beforeAll(async () => {
  rig = await createRig({ simulator: { world: 'empty' } })
  const { world, people, tokens } = rig.simulator
  // Each has a token of his own: of one token's accounts there is one list, and one sickness.
  sync = await rig.start({
    users: 'matched',
    calendly: { personalAccessToken: undefined, timeouts: { headersMs: silenceMs, totalMs: silenceMs } },
    encryptionKeys: [{ id: 'k1', key: randomBytes(32) }],
  })
  for (let n = 0; n < accounts; n++) {
    const email = `member${n}@falkenberg-partner.example`
    const uri = world.addUser({ name: `Member ${n}`, email, organization: people.organization })
    const id = randomUUID()
    uris.push(uri)
    await sync.users.ensure({ id, email, isEmailVouched: true })
    ids.push((await sync.accounts.connect(id, tokens.of(uri))).id)
  }
  await until('a hundred first imports', async () => {
    const all = await sync.accounts.list('everyone')
    return all.length === accounts && all.every((account) => account.completeAsOf !== null)
  })
}, 240_000)

afterAll(() => rig?.close())

test('accounts that never answer, drip or fail delay none of the other 97', async () => {
  for (const [at, effect] of sicknesses.entries()) {
    rig.simulator.faults.add({
      template: '/scheduled_events',
      when: ({ query }) => query.user === uris[at],
      ...effect,
    })
  }
  const { id } = await sync.trigger('everyone', viewer.userId)
  const run = await until('the good end of 97 runs', async () => {
    const now = await sync.runs.get(viewer, id)
    const well = now?.accounts.filter((one) => one.state === 'succeeded') ?? []
    return now && well.length >= accounts - sicknesses.length && now
  })
  const state = Object.fromEntries(run.accounts.map((one) => [one.accountId, one.state]))
  expect(ids.slice(sicknesses.length).map((one) => state[one])).toEqual(Array(97).fill('succeeded'))
  // The two silent ones are still waited for, by nobody but themselves.
  expect(ids.slice(0, 2).map((one) => state[one])).toEqual(['running', 'running'])
}, 120_000)
