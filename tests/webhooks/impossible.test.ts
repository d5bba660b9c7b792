import { afterEach, expect, test } from 'vitest'
import { expectTruth } from '../engine/support/truth.ts'
import { getJson, rows } from '../server/support/installation.ts'
import { fillAgenda, live } from './support/practice.ts'
import { createStage, importedUser, type Stage, type StageOptions, tick } from './support/stage.ts'

/* H45: where there can be no webhooks, polling alone stays correct, and the status says why there are none. */

let stage: Stage | undefined

afterEach(async () => {
  await stage?.close()
  stage = undefined
})

const reading = ['users:read', 'organizations:read', 'scheduled_events:read']

const cases: readonly {
  readonly why: string
  readonly code: string
  readonly options?: StageOptions
  readonly environment?: Readonly<Record<string, string>>
}[] = [
  {
    why: 'the token may not make webhooks',
    code: 'webhooks_scope',
    options: {
      token: ({ tokens, people }) => tokens.issue({ user: people.adviser, scopes: reading }),
    },
  },
  {
    why: 'the plan has no webhooks',
    code: 'webhooks_plan',
    options: {
      simulator: { quirks: { webhooksNeedPaidPlan: true } },
      token: ({ tokens, people }) => tokens.issue({ user: people.adviser, plan: 'free' }),
    },
  },
  {
    why: 'nobody outside can reach us',
    code: 'webhooks_not_public',
    environment: { PUBLIC_URL: 'https://10.0.0.7' },
  },
  {
    why: 'the address has no https',
    code: 'webhooks_not_public',
    environment: { PUBLIC_URL: 'http://sync.adviser-example.com' },
  },
]

test.each(cases)(
  'where $why, polling stays correct and the status says $code',
  async ({ code, options = {}, environment = {} }) => {
    const here = await createStage(options)
    stage = here
    const { simulator, mirror } = here
    const agenda = fillAgenda(simulator)
    const server = await here.serve(environment)
    const userId = await importedUser(here)
    const expectReason = async () => {
      const { body } = await getJson(`${server.url}/api/calendly/status`)
      expect(rows(body.accounts)[0]).toMatchObject({
        state: 'active',
        webhook: { state: 'impossible', problem: { code, nextStep: expect.stringMatching(/\w/) } },
      })
    }
    await expectReason()
    live(simulator, agenda, { noShows: false })
    const run = await tick(here, server.url)
    expect(run).toMatchObject({ state: 'succeeded', errors: [] })
    await expectTruth(mirror, userId, simulator.world, simulator.people.adviser)
    await expectReason()
    expect(simulator.webhooks.subscriptions()).toEqual([])
    // Neither plan nor scopes change by the hour: a tick does not ask again, but one a day later does.
    const asked = () => simulator.requests.count({ template: '/webhook_subscriptions' })
    const before = asked()
    await tick(here, server.url)
    expect(asked()).toBe(before)
    if (code === 'webhooks_not_public') return
    await here.pool.query("UPDATE calendly_sync.webhook_health SET checked_at = now() - interval '25 h'")
    await tick(here, server.url)
    expect(asked()).toBeGreaterThan(before)
    await expectReason()
  },
)
