import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { readMeetings } from '../engine/support/mirror.ts'
import { syncNow } from '../engine/support/rig.ts'
import { comeBack, type OAuthStage, openOAuthStage } from './support/oauth.ts'

/* Connecting by signing in at Calendly, and the life of the tokens that come of it. T17, H22, H24, H25. */

let stage: OAuthStage
let adviser: string
let member: string

beforeAll(async () => {
  stage = await openOAuthStage()
  ;({ adviser, member } = stage.rig.simulator.people)
}, 60_000)
afterAll(() => stage?.close())

// Calendly takes eight token calls a minute of a user.
beforeEach(() => stage.rig.clock.advance(61_000))

async function refusal(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(() => undefined).catch((thrown: unknown) => thrown)
  return error instanceof Error && 'code' in error ? String(error.code) : 'none'
}

const refreshes = () =>
  stage.rig.simulator.oauth.tokenCalls.filter((call) => call.grantType === 'refresh_token')
const stateOf = async (userId: string) => (await stage.sync.accounts.list(userId))[0]?.state
/** Our side believes that the access token is over; Calendly need not. */
const expire = (userId: string) =>
  stage.rig.pool.query('UPDATE calendly_sync.credentials SET expires_at = now() WHERE user_id = $1', [userId])

test('signing in at Calendly connects the account of who signed in there', async () => {
  const { sync, rig } = stage
  const { event } = rig.simulator.world.book({
    hosts: [adviser],
    start: rig.clock.now() + 86_400_000,
    invitee: { name: 'Anna', email: 'anna@example.com' },
  })
  const userId = await stage.newUser()
  const id = await stage.connect(userId, adviser)
  const [account] = await sync.accounts.list(userId)
  expect(account).toMatchObject({ id, state: 'active', role: 'owner', problem: null })
  expect([...(await readMeetings(sync, userId)).keys()]).toEqual([event.slice(event.lastIndexOf('/') + 1)])
})

test('the address that a person is sent to says who asks, for what, and proves nothing to who reads it', async () => {
  const { url } = await stage.sync.accounts.startOAuth(await stage.newUser())
  const query = Object.fromEntries(new URL(url).searchParams)
  expect(query).toEqual({
    client_id: stage.app.clientId,
    response_type: 'code',
    redirect_uri: stage.redirectUri,
    scope: 'users:read organizations:read scheduled_events:read event_types:read webhooks:write',
    state: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: 'S256',
  })
})

test('a state is good once, for ten minutes, and for the one who started it: else Calendly is not even asked', async () => {
  const { sync, rig } = stage
  const [victim, attacker] = [await stage.newUser(), await stage.newUser()]
  const { url } = await sync.accounts.startOAuth(attacker)
  const answer = comeBack(rig.simulator.oauth.approve(url, { user: member }))
  const before = rig.simulator.oauth.tokenCalls.length
  expect(await refusal(sync.accounts.completeOAuth(victim, answer))).toBe('oauth_state_unknown')
  expect(await refusal(sync.accounts.completeOAuth(attacker, { ...answer, state: 'made-up' }))).toBe(
    'oauth_state_unknown',
  )
  expect(rig.simulator.oauth.tokenCalls).toHaveLength(before)
  await sync.accounts.completeOAuth(attacker, answer)
  expect(await refusal(sync.accounts.completeOAuth(attacker, answer))).toBe('oauth_state_unknown')

  const late = comeBack(
    rig.simulator.oauth.approve((await sync.accounts.startOAuth(victim)).url, { user: member }),
  )
  await rig.pool.query("UPDATE calendly_sync.oauth_states SET expires_at = now() - interval '1 ms'")
  expect(await refusal(sync.accounts.completeOAuth(victim, late))).toBe('oauth_state_unknown')
  expect(await sync.accounts.list(victim)).toEqual([])
})

test('a code of another sign-in does not fit, because the verifier does not', async () => {
  const { sync, rig } = stage
  const userId = await stage.newUser()
  const mine = comeBack(
    rig.simulator.oauth.approve((await sync.accounts.startOAuth(userId)).url, { user: member }),
  )
  const other = comeBack(
    rig.simulator.oauth.approve((await sync.accounts.startOAuth(userId)).url, { user: adviser }),
  )
  expect(await refusal(sync.accounts.completeOAuth(userId, { code: other.code, state: mine.state }))).toBe(
    'oauth_refused',
  )
  expect(await sync.accounts.list(userId)).toEqual([])
})

test('nobody starts more sign-ins than Calendly would complete', async () => {
  const userId = await stage.newUser()
  for (let n = 0; n < 8; n++) await stage.sync.accounts.startOAuth(userId)
  expect(await refusal(stage.sync.accounts.startOAuth(userId))).toBe('too_many_sign_ins')
})

test('an app that Calendly does not know says so, and is the operator’s to put right', async () => {
  const { rig, redirectUri, encryptionKeys } = stage
  const { clientId } = stage.app
  const stranger = await rig.start({
    users: 'matched',
    calendly: {
      personalAccessToken: undefined,
      authOrigin: rig.url,
      oauth: { clientId, clientSecret: 'wrong', redirectUri },
    },
    encryptionKeys,
  })
  const userId = await stage.newUser()
  const { url } = await stranger.accounts.startOAuth(userId)
  const answer = comeBack(rig.simulator.oauth.approve(url, { user: member }))
  expect(await refusal(stranger.accounts.completeOAuth(userId, answer))).toBe('oauth_app_refused')
  await stranger.stop()
})

test('who allows less than was asked for is connected, and told what that costs', async () => {
  const { sync, rig } = stage
  const userId = await stage.newUser()
  const { url } = await sync.accounts.startOAuth(userId)
  const scopes = ['users:read', 'scheduled_events:read']
  const answer = comeBack(rig.simulator.oauth.approve(url, { user: member, scopes }))
  const account = await sync.accounts.completeOAuth(userId, answer)
  expect(account).toMatchObject({ connectedBy: 'oauth', state: 'active' })
  expect(account.missing.map(({ nextStep }) => nextStep)).toEqual([
    'Connect again and allow organizations:read.',
    'Connect again and allow event_types:read.',
    'Connect again and allow webhooks:write.',
  ])
})

test('a token is renewed ahead of its end, and the new pair serves from then on', async () => {
  const userId = await stage.newUser()
  await stage.connect(userId, member)
  const before = refreshes().length
  await stage.rig.pool.query(
    "UPDATE calendly_sync.credentials SET expires_at = now() + interval '2 minutes' WHERE user_id = $1",
    [userId],
  )
  stage.forget()
  expect((await syncNow(stage.sync, userId)).state).toBe('succeeded')
  expect((await syncNow(stage.sync, userId)).state).toBe('succeeded')
  expect(refreshes()).toHaveLength(before + 1)
})

test('a token that ends before its time is renewed when Calendly refuses it, and nobody notices', async () => {
  const userId = await stage.newUser()
  await stage.connect(userId, member)
  const before = refreshes().length
  stage.rig.simulator.oauth.expireAccessTokens(member)
  expect((await syncNow(stage.sync, userId)).state).toBe('succeeded')
  expect(refreshes()).toHaveLength(before + 1)
})

test('who takes our access away in Calendly is asked to connect again, once, and loses nothing', async () => {
  const { sync, rig } = stage
  const userId = await stage.newUser()
  await stage.connect(userId, member)
  const known = (await readMeetings(sync, userId)).size
  rig.simulator.oauth.revokeGrant(member)
  await syncNow(sync, userId)
  expect((await sync.accounts.list(userId))[0]).toMatchObject({
    state: 'reconnect',
    problem: { code: 'unauthenticated' },
  })
  const asked = rig.simulator.oauth.tokenCalls.length
  await syncNow(sync, userId)
  await syncNow(sync, userId)
  expect(rig.simulator.oauth.tokenCalls).toHaveLength(asked)
  expect((await readMeetings(sync, userId)).size).toBe(known)
  await stage.connect(userId, member)
  expect(await stateOf(userId)).toBe('active')
})

test('a sign-in that could not be reached is tried again later, and ends nothing', async () => {
  const { sync, rig } = stage
  const userId = await stage.newUser()
  await stage.connect(userId, member)
  await expire(userId)
  stage.forget()
  const heal = rig.simulator.faults.add({ template: '/oauth/token', kind: 'status', status: 429 })
  expect((await syncNow(sync, userId)).state).not.toBe('succeeded')
  expect(await stateOf(userId)).toBe('failing')
  heal()
  await rig.pool.query('UPDATE calendly_sync.credentials SET refresh_after = NULL')
  expect((await syncNow(sync, userId)).state).toBe('succeeded')
  expect(await stateOf(userId)).toBe('active')
})

test('a question that Calendly never answered is asked once more, for it may never have come', async () => {
  const { sync, rig } = stage
  const userId = await stage.newUser()
  await stage.connect(userId, member)
  await expire(userId)
  stage.forget()
  rig.simulator.faults.add({ template: '/oauth/token', kind: 'status', status: 503, times: 1 })
  await syncNow(sync, userId)
  await rig.pool.query('UPDATE calendly_sync.credentials SET refresh_after = NULL')
  expect((await syncNow(sync, userId)).state).toBe('succeeded')
  expect(await stateOf(userId)).toBe('active')
})

test('an answer that is lost after Calendly gave the new pair leads to one clear "connect again"', async () => {
  const { sync, rig } = stage
  const userId = await stage.newUser()
  await stage.connect(userId, adviser)
  await expire(userId)
  stage.forget()
  const before = refreshes().length
  rig.simulator.faults.add({ template: '/oauth/token', kind: 'reset', actsFirst: true, times: 1 })
  for (let round = 0; round < 4; round++) {
    await syncNow(sync, userId)
    await rig.pool.query('UPDATE calendly_sync.credentials SET refresh_after = NULL')
  }
  expect(await stateOf(userId)).toBe('reconnect')
  expect(
    refreshes()
      .slice(before)
      .map((call) => call.outcome),
  ).toEqual(['issued', 'invalid_grant'])
})

test('a process that dies between question and answer leaves a trace, and the next one asks once', async () => {
  const { sync, rig } = stage
  const userId = await stage.newUser()
  await stage.connect(userId, member)
  await rig.pool.query(
    `UPDATE calendly_sync.credentials SET expires_at = now(), refresh_holder = gen_random_uuid(), refresh_tries = 1,
       refresh_started_at = now() - interval '61 seconds' WHERE user_id = $1`,
    [userId],
  )
  stage.forget()
  expect((await syncNow(sync, userId)).state).toBe('succeeded')
  await rig.pool.query(
    `UPDATE calendly_sync.credentials SET expires_at = now(), refresh_holder = gen_random_uuid(), refresh_tries = 2,
       refresh_started_at = now() - interval '61 seconds' WHERE user_id = $1`,
    [userId],
  )
  stage.forget()
  const before = refreshes().length
  await syncNow(sync, userId)
  expect(await stateOf(userId)).toBe('reconnect')
  expect(refreshes()).toHaveLength(before)
})

test('disconnecting revokes the sign-in at Calendly and destroys the tokens here', async () => {
  const { sync, rig } = stage
  const userId = await stage.newUser()
  const id = await stage.connect(userId, member)
  const active = () =>
    rig.simulator.oauth.grants().filter((grant) => grant.user === member && grant.state === 'active').length
  const before = active()
  expect(await sync.accounts.disconnect(userId, id, 'keep')).toBe(true)
  expect(active()).toBe(before - 1)
  const { rows } = await rig.pool.query('SELECT FROM calendly_sync.credentials WHERE user_id = $1', [userId])
  expect(rows).toEqual([])
})

test('Calendly being away does not keep anybody connected', async () => {
  const { sync, rig } = stage
  const userId = await stage.newUser()
  const id = await stage.connect(userId, member)
  const heal = rig.simulator.faults.add({ kind: 'status', status: 503 })
  expect(await sync.accounts.disconnect(userId, id, 'erase')).toBe(true)
  heal()
  expect(await sync.accounts.list(userId)).toEqual([])
})
