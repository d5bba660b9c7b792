import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSecrets } from '../../packages/engine/src/secrets.ts'
import { until } from '../server/support/installation.ts'
import { signature } from '../webhooks/support/deliveries.ts'
import { foreignIn, type Mark, marksOf } from './support/belongings.ts'
import { type Firm, startFirm } from './support/firm.ts'

/*
 * T2: a key proves news of the account that it was made for, and of nobody else. Eve's account has a token and a URL of its
 * own here; whoever has its key tells of cleo's meetings, in every way that a payload can.
 */

const encryptionKey = randomBytes(32)
const eveKey = randomBytes(32).toString('hex')
const endpointId = randomUUID()

let firm: Firm
let marks: readonly Mark[]

beforeAll(async () => {
  firm = await startFirm({ environment: { ENCRYPTION_KEYS: `k1:${encryptionKey.toString('base64')}` } })
  const { eve } = firm.members
  const [calendlyUser = ''] = eve.calendlyUsers
  const credential = `pat:${calendlyUser}`
  await firm.admin.query('UPDATE calendly_sync.accounts SET credential = $2 WHERE user_id = $1', [
    eve.userId,
    credential,
  ])
  const sealed = createSecrets([{ id: 'k1', key: encryptionKey }]).seal(
    eveKey,
    `webhook_endpoints ${endpointId} signing_key`, // what it belongs to
  )
  await firm.admin.query(
    `INSERT INTO calendly_sync.webhook_endpoints (id, credential, calendly_user, organization, scope, callback_url, signing_key, state)
     VALUES ($1, $2, $3, 'https://api.calendly.com/organizations/O', 'organization', $4, $5, 'active')`,
    [endpointId, credential, calendlyUser, `${firm.url}/api/calendly/webhook/${endpointId}`, sealed],
  )
  marks = await marksOf(firm)
}, 120_000)
afterAll(() => firm?.close())

/** Everything that cleo has, as it lies there. */
async function rowsOfCleo(): Promise<string> {
  const tables = [
    'meetings',
    'clients',
    'meeting_clients',
    'calendly_sync.scheduled_events',
    'calendly_sync.meeting_invitees',
    'calendly_sync.changes',
  ]
  const texts = tables.map(
    (table) =>
      `SELECT md5(string_agg(t::text, '' ORDER BY t::text)) AS sum FROM ${table} t WHERE user_id = $1`,
  )
  const { rows } = await firm.admin.query(texts.join(' UNION ALL '), [firm.members.cleo.userId])
  return rows.map(({ sum }) => sum).join(' ')
}

test('news of cleo’s meetings that eve’s key has signed is kept, and moves none of them', async () => {
  const { cleo, eve } = firm.members
  const [cleoUri = ''] = cleo.calendlyUsers
  const [eveUri = ''] = eve.calendlyUsers
  const [meeting] = firm.simulator.world.truthFor(cleoUri).filter(({ event }) => event.status === 'active')
  if (!meeting) throw new Error('cleo has a meeting')
  const later = new Date(Date.now() + 3_600_000).toISOString()
  const seat = { ...meeting.invitees[0], status: 'canceled', updated_at: later, name: 'Mallory' }
  const told = { ...meeting.event, status: 'canceled', updated_at: later, name: 'Taken over' }
  const hostedBy = (...uris: string[]) => ({
    ...told,
    event_memberships: uris.map((user) => ({ user, user_email: 'm@x.example' })),
  })
  const events: Readonly<Record<string, object | undefined>> = {
    'as it is': told,
    'hosted by eve alone': hostedBy(eveUri),
    'hosted by both': hostedBy(eveUri, cleoUri),
    'hosted by nobody': hostedBy(),
    'hosted by a stranger': hostedBy('https://api.calendly.com/users/STRANGER'),
    'not described': undefined,
  }
  const before = await rowsOfCleo()
  for (const [how, scheduled_event] of Object.entries(events)) {
    for (const kind of ['invitee.canceled', 'invitee.created', 'invitee_no_show.created']) {
      const body = JSON.stringify({
        event: kind,
        created_at: later,
        created_by: eveUri,
        payload: { ...seat, scheduled_event },
      })
      const answer = await firm.as(undefined, `/api/calendly/webhook/${endpointId}`, {
        method: 'POST',
        body,
        headers: { 'calendly-webhook-signature': signature(eveKey, body) },
      })
      expect([how, kind, answer.status]).toEqual([how, kind, 200]) // it is genuine: eve's key has signed it
    }
  }
  const rows = await until(
    async () =>
      (
        await firm.admin.query(
          'SELECT outcome, user_ids, due_at FROM calendly_sync.webhook_deliveries WHERE endpoint_id = $1',
          [endpointId],
        )
      ).rows,
    (all) => all.length === 18 && all.every(({ due_at }) => due_at === null),
  )
  expect(await rowsOfCleo()).toBe(before)
  const shownTo = new Set(rows.flatMap(({ user_ids }) => user_ids))
  shownTo.delete(eve.userId)
  expect([...shownTo]).toEqual([])
  const cleosList = await firm.as(cleo, '/api/calendly/webhook/deliveries?limit=200')
  expect(cleosList.text).not.toContain('Mallory')
  expect((await firm.as(cleo, '/api/meetings?view=all&limit=200')).text).not.toContain('Mallory')
  const evesList = await firm.as(eve, '/api/meetings?view=all&limit=200')
  expect(
    foreignIn(
      evesList.text,
      eve,
      marks.filter(({ what }) => what === 'meeting'),
    ),
  ).toEqual([])
})

test('a key of one URL proves nothing at another, nor at the bare one', async () => {
  const body = '{"event":"invitee.created"}'
  const { rows } = await firm.admin.query<{ id: string }>(
    'SELECT id FROM calendly_sync.webhook_endpoints WHERE id <> $1',
    [endpointId],
  )
  expect(rows.length).toBeGreaterThan(0)
  for (const path of ['', ...rows.map(({ id }) => `/${id}`)]) {
    const answer = await firm.as(undefined, `/api/calendly/webhook${path}`, {
      method: 'POST',
      body,
      headers: { 'calendly-webhook-signature': signature(eveKey, body) },
    })
    expect([path, answer.status]).toEqual([path, 401])
  }
})
