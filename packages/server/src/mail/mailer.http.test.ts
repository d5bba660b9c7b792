import { randomBytes, randomUUID } from 'node:crypto'
import { createSync, silentLog, systemClock } from 'calendly-sync-engine'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts'
import { type Mailbox, openMailbox } from '../../../../tests/support/mailbox.ts'
import { sendMails } from './mailer.ts'
import { openMail } from './open.ts'

/* Any number of processes send; each mail arrives once, and none is lost for a mail server that is away. */

const userId = randomUUID()

let database: TestDatabase
let mailbox: Mailbox
let admin: pg.Pool
let stopping: AbortController
let ended: (() => Promise<unknown>)[]

beforeEach(async () => {
  database = await createTestDatabase({ migrated: true })
  mailbox = await openMailbox()
  admin = new pg.Pool({ connectionString: database.connectionString, max: 2 })
  stopping = new AbortController()
  ended = []
  await admin.query(
    "INSERT INTO calendly_sync.users (id, email, email_vouched) VALUES ($1, 'ada@platform.example', true)",
    [userId],
  )
})
afterEach(async () => {
  stopping.abort()
  for (const end of ended) await end()
  await admin.end()
  await mailbox.close()
  await database.drop()
})

async function putInLine(count: number): Promise<void> {
  await admin.query(
    `WITH made AS (INSERT INTO calendly_sync.incidents (user_id, kind, subject, message, next_step, since)
       SELECT $1, 'stale', n::text, 'm', 'n', now() FROM generate_series(1, $2) n RETURNING id)
     INSERT INTO calendly_sync.alert_mails (user_id, incident_id, type) SELECT $1, id, 'opened' FROM made`,
    [userId, count],
  )
}

function startProcess(): void {
  const sync = createSync({
    database: { connectionString: database.connectionString },
    calendly: {},
    users: 'matched',
  })
  const mail = openMail(
    {
      smtpUrl: mailbox.url,
      mailFrom: 'sync@firm.example',
      alertEmail: undefined,
      publicUrl: 'https://sync.example',
      authMode: 'jwt',
      isDemo: false,
    },
    [{ id: 'k1', key: randomBytes(32) }],
  )
  const sending = sendMails({ sync, mail, log: silentLog, clock: systemClock, signal: stopping.signal })
  ended.push(async () => {
    await sending
    mail.close()
    await sync.stop()
  })
}

const open = async () =>
  (await admin.query('SELECT FROM calendly_sync.alert_mails WHERE due_at IS NOT NULL')).rows.length

test('three processes send sixty mails: each arrives once', async () => {
  await putInLine(60)
  for (let n = 0; n < 3; n++) startProcess()
  await expect.poll(open, { timeout: 30_000 }).toBe(0)
  const ids = mailbox.mails.map((mail) => mail.messageId)
  expect(ids).toHaveLength(60)
  expect(new Set(ids).size).toBe(60)
  expect(new Set(mailbox.recipients)).toEqual(new Set(['ada@platform.example']))
})

test('what the mail server refuses for the moment is sent later, and says why it waits', async () => {
  mailbox.refuse(1)
  await putInLine(1)
  startProcess()
  const row = async () =>
    (await admin.query('SELECT attempts, failure, sent_at, due_at FROM calendly_sync.alert_mails')).rows[0]
  await expect.poll(async () => (await row()).failure, { timeout: 20_000 }).toBe('smtp_emessage')
  expect(mailbox.mails).toEqual([])
  await admin.query('UPDATE calendly_sync.alert_mails SET due_at = now()')
  await expect.poll(async () => (await row()).sent_at, { timeout: 20_000 }).not.toBeNull()
  expect(await row()).toMatchObject({ attempts: 2, due_at: null, failure: null })
  expect(mailbox.mails).toHaveLength(1)
})

test('who has no address that anybody vouches for gets none', async () => {
  await admin.query('UPDATE calendly_sync.users SET email_vouched = false')
  await putInLine(1)
  startProcess()
  await expect.poll(open, { timeout: 20_000 }).toBe(0)
  expect(mailbox.mails).toEqual([])
})
