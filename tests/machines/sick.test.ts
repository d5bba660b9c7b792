import { randomBytes, randomUUID } from 'node:crypto'
import type { FaultEffect } from 'calendly-simulator'
import type { Run, Sync } from 'calendly-sync-engine'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRig, type Rig } from '../engine/support/rig.ts'
import { until } from '../engine/support/until.ts'

/*
 * H52: of a hundred accounts some are sick, and a tick of all must not wait for them. What a slot that is taken for good
 * does to the accounts of other tokens: packages/engine/src/worker/queue.pg.test.ts.
 */

const accounts = 100
/** How long a sick one is waited for; Calendly's would be 15 s and 30 s. */
const silenceMs = 10_000
let rig: Rig
let sync: Sync
const uris: string[] = []
/** How long a tick of all takes while all are well. */
let wellMs: number
const viewer = { userId: randomUUID(), isOperator: true }

beforeAll(async () => {
  rig = await createRig({ simulator: { world: 'empty' } })
  const { world, people, tokens } = rig.simulator
  // Each has a token of his own: of one token's accounts there is one list, and one sickness.
  sync = await rig.start({
    users: 'matched',
    // Far more than the well ones need beside a sick one (see below): a tick that waited for it would be found out.
    calendly: { personalAccessToken: undefined, timeouts: { headersMs: silenceMs, totalMs: silenceMs } },
    encryptionKeys: [{ id: 'k1', key: randomBytes(32) }],
  })
  for (let n = 0; n < accounts; n++) {
    const email = `member${n}@falkenberg-partner.example`
    const uri = world.addUser({ name: `Member ${n}`, email, organization: people.organization })
    const id = randomUUID()
    uris.push(uri)
    await sync.users.ensure({ id, email, isEmailVouched: true })
    await sync.accounts.connect(id, tokens.of(uri))
  }
  await until('a hundred first imports', async () => {
    const all = await sync.accounts.list('everyone')
    return all.length === accounts && all.every((account) => account.completeAsOf !== null)
  })
  wellMs = (await tickUntil(accounts)).tookMs
}, 240_000)

afterAll(() => rig?.close())

/** Ticks everybody and answers when so many had succeeded, in milliseconds. */
async function tickUntil(well: number): Promise<{ run: Run; tookMs: number }> {
  const beganMs = performance.now()
  const { id } = await sync.trigger('everyone', viewer.userId)
  const run = await until(`the good end of ${well} runs`, async () => {
    const now = await sync.runs.get(viewer, id)
    const over = now?.accounts.filter((one) => one.state === 'succeeded') ?? []
    return now && over.length >= well && now
  })
  return { run, tookMs: performance.now() - beganMs }
}

/** A plain look: the figures of `sync.metrics` cost the database more than this whole wait. */
async function isOver(): Promise<boolean> {
  const { rows } = await rig.pool.query(
    'SELECT FROM calendly_sync.account_runs WHERE finished_at IS NULL LIMIT 1',
  )
  return rows.length === 0
}

function makeSick(count: number, effect: FaultEffect): void {
  const sick = new Set(uris.slice(0, count))
  rig.simulator.faults.add({
    template: '/scheduled_events',
    when: ({ query }) => sick.has(String(query.user)),
    ...effect,
  })
}

const sicknesses: readonly (readonly [string, FaultEffect])[] = [
  ['never answers', { kind: 'hang' }],
  ['drips its answers', { kind: 'drip', intervalMs: 1000 }],
  ['answers 500', { kind: 'status', status: 500 }],
]

test.each(sicknesses)(
  'one account that %s delays none of the other 99',
  async (_what, effect) => {
    makeSick(1, effect)
    const { run, tookMs } = await tickUntil(accounts - 1)
    const others = run.accounts.filter((one) => one.state === 'succeeded')
    expect(others).toHaveLength(accounts - 1)
    // A slot of sixteen is missing for as long as the sick one lasts; the rest is the noise of a shared machine.
    expect(tookMs).toBeLessThan(wellMs * 2 + 3000)
    console.log(
      `99 well ones: ${tookMs.toFixed(0)} ms beside a sick one, all 100 well: ${wellMs.toFixed(0)} ms`,
    )
    rig.simulator.faults.clear()
    await until('the end of the sick one', isOver, 120_000)
  },
  240_000,
)
