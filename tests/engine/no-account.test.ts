import { randomUUID } from 'node:crypto'
import type { Problem } from 'calendly-sync-engine'
import { expect, type TestContext, test } from 'vitest'
import { createRig, localUser, type Rig } from './support/rig.ts'
import { until } from './support/until.ts'

/* An empty list has its reason, and the true one; since when does not move with the asking (contract section 3, status). */

async function newRig({ onTestFinished }: Pick<TestContext, 'onTestFinished'>): Promise<Rig> {
  const rig = await createRig({ simulator: { world: 'empty' } })
  onTestFinished(() => rig.close())
  return rig
}

/** The problem that a user is told of, once it has this code, and a moment later the same. */
async function toldOf({ sync }: Rig, userId: string, code: string): Promise<Problem> {
  const ask = async () => (await sync.status(userId)).problem ?? undefined
  const problem = await until(`the problem ${code}`, async () => {
    const found = await ask()
    return found?.code === code ? found : undefined
  })
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(await ask()).toEqual(problem)
  return problem
}

const ofToken = { calendly: { personalAccessToken: 'not-a-token' } }

test.concurrent('a token that Calendly refuses is the reason in local mode', async (context) => {
  const rig = await newRig(context)
  await rig.start(ofToken)
  const { nextStep } = await toldOf(rig, randomUUID(), 'unauthenticated')
  expect(nextStep).toContain('CALENDLY_PERSONAL_ACCESS_TOKEN')
})

test.concurrent('it is the reason for everybody who would be matched, and not the own address', async (context) => {
  const rig = await newRig(context)
  const sync = await rig.start({ users: 'matched', ...ofToken })
  const id = randomUUID()
  await sync.users.ensure({ id, email: 'clara@falkenberg-partner.example', isEmailVouched: true })
  const { nextStep } = await toldOf(rig, id, 'unauthenticated')
  expect(nextStep).toContain('operator')
})

test.concurrent('a Calendly that does not answer is the reason until it does', async (context) => {
  const rig = await newRig(context)
  const repair = rig.simulator.faults.add({ template: '/users/me', kind: 'status', status: 503 })
  const sync = await rig.start({ users: 'matched' })
  const id = randomUUID()
  await sync.users.ensure({ id, email: 'nobody@elsewhere.example', isEmailVouched: true })
  await until('a refusal', () => rig.simulator.faults.fired().length > 0)
  await toldOf(rig, id, 'connecting')
  repair()
  await toldOf(rig, id, 'email_unmatched')
})

test.concurrent('who has disconnected the account is not told of an address that nobody has', async (context) => {
  const rig = await newRig(context)
  const sync = await rig.start({ users: 'matched' })
  const id = randomUUID()
  await until('the account', async () => {
    await sync.users.ensure({ id, email: 'clara@falkenberg-partner.example', isEmailVouched: true })
    return (await sync.status(id)).connected
  })
  const [account] = (await sync.status(id)).accounts
  await sync.accounts.disconnect(id, account?.id ?? '', 'erase')
  const { message } = await toldOf(rig, id, 'not_connected')
  expect(message).toContain('disconnected')
})

test.concurrent('a first import says since when, and how long it still takes; paused, that it waits for somebody', async (context) => {
  const rig = await createRig({ simulator: { world: 'meetings', meetings: 150 } })
  context.onTestFinished(() => rig.close())
  const held = rig.simulator.faults.hold({ template: '/scheduled_events/{uuid}/invitees', nth: 20 })
  const sync = await rig.start()
  const userId = await localUser(sync)
  await held.arrived
  const { accounts } = await until('how far it is', async () => {
    const status = await sync.status(userId)
    return status.accounts[0]?.problem?.message.includes('left') && status
  })
  const [account] = accounts
  expect(account?.problem).toMatchObject({
    code: 'importing',
    message: expect.stringMatching(/: \d+ of \d+, about \d+ minutes? left\.$/),
  })
  await sync.accounts.pause(userId, account?.id ?? '')
  const paused = (await sync.status(userId)).accounts[0]
  expect(paused?.problem).toMatchObject({
    code: 'importing',
    nextStep: expect.stringContaining('resume'),
    since: account?.problem?.since,
  })
  held.release()
})
