import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Mailbox, openMailbox } from '../support/mailbox.ts'
import { openEvents } from './support/events.ts'
import {
  getJson,
  imported,
  post,
  rows,
  startInstallation,
  type TestInstallation,
  until,
} from './support/installation.ts'
import { type Person, signedIn } from './support/people.ts'

/* Incidents and the mails about them, over a real mail server (ux, point 21). */

const people = signedIn()
let mailbox: Mailbox
let server: TestInstallation | undefined

beforeEach(async () => {
  mailbox = await openMailbox()
})
afterEach(async () => {
  await server?.stop()
  server = undefined
  await mailbox.close()
})

async function start(environment: Readonly<Record<string, string>> = {}): Promise<TestInstallation> {
  server = await startInstallation({
    environment: {
      SMTP_URL: mailbox.url,
      MAIL_FROM: 'Calendly Sync <sync@firm.example>',
      ALERT_EMAIL: 'ops@firm.example',
      SYNC_STARTUP_DELAY_SECONDS: '86400',
      ...environment,
    },
    fill: ({ world, people }) => {
      const start = Math.ceil(world.now() / 3_600_000) * 3_600_000 + 86_400_000
      const invitee = { name: 'Zacharias Quint', email: 'zacharias@clients.example' }
      world.book({ host: people.adviser, start, invitee })
    },
  })
  return server
}

const mailed = (fits: (subject: string) => boolean) =>
  until(
    async () => mailbox.mails.filter(({ subject = '' }) => fits(subject)),
    (found) => found.length > 0,
  )
const refuseToken = ({ simulator }: TestInstallation) =>
  simulator.faults.add({ template: '/scheduled_events', kind: 'status', status: 401 })

test('one incident is one mail, and another one when it is over; the page hears of both at once', async () => {
  const here = await start()
  await imported(here)
  expect((await mailed((subject) => subject.startsWith('The first import is finished'))).length).toBe(1)
  const stream = await openEvents(`${here.url}/api/events`)
  refuseToken(here)
  for (let check = 0; check < 4; check++) await getJson(`${here.url}/api/calendly/sync`, post({}))
  const [opened, ...more] = await mailed((subject) =>
    subject.startsWith('Calendly has to be connected again'),
  )
  expect(more).toEqual([])
  const { body } = await getJson(`${here.url}/api/alerts`)
  const [alert] = rows(body.data)
  expect(alert).toMatchObject({
    kind: 'reconnect',
    state: 'open',
    code: 'unauthenticated',
    isMuted: false,
    mails: [{ type: 'opened' }],
  })
  await stream.until((events) =>
    events.some(({ event, data }) => event === 'alert.changed' && data.alertId === alert?.id),
  )
  expect(mailbox.recipients).toEqual(['ops@firm.example', 'ops@firm.example'])
  const text = `${opened?.text} ${opened?.html}`
  expect(text).toContain(`${here.url}/?alert=${alert?.id}`)
  expect(text).toContain('What it means')
  expect(text).toMatch(/Since/)
  expect(text).not.toMatch(/zacharias|quint/i)
  expect(opened?.headers.get('auto-submitted')).toBe('auto-generated')
  here.simulator.faults.clear()
  await getJson(`${here.url}/api/calendly/sync`, post({}))
  expect(
    await mailed((subject) => subject.startsWith('Well again: Calendly has to be connected')),
  ).toHaveLength(1)
  expect(rows((await getJson(`${here.url}/api/alerts`)).body.data)).toEqual([])
  const healed = rows((await getJson(`${here.url}/api/alerts?state=healed&kind=reconnect`)).body.data)
  expect(healed).toMatchObject([{ id: alert?.id, state: 'healed' }])
  expect(mailbox.mails).toHaveLength(3)
  stream.close()
}, 120_000)

test('the token of the installation is its operators’ to renew: they get one mail, and its members none', async () => {
  const here = await start(people.environment)
  const [first, second] = here.simulator.world.users()
  const olga: Person = { userId: randomUUID(), email: 'olga@platform.example', isOperator: true }
  const members = [first, second].map((user): Person => ({ userId: randomUUID(), email: user?.email ?? '' }))
  for (const member of members)
    await until(
      () => people.as(here.url, member, '/api/calendly/status'),
      ({ body }) => typeof Object(body).completeAsOf === 'string',
    )
  refuseToken(here)
  await people.as(here.url, olga, '/api/calendly/scheduler/trigger', post({}))
  await mailed((subject) => subject === 'Calendly has to be connected again')
  expect(mailbox.recipients.filter((address) => address === 'ops@firm.example')).toHaveLength(1)
  const seen = await people.as(here.url, olga, '/api/alerts')
  expect(rows(seen.body.data)).toMatchObject([{ kind: 'reconnect', isOfInstallation: true, account: null }])
  for (const member of members)
    expect((await people.as(here.url, member, '/api/alerts')).body.data).toEqual([])
}, 120_000)

test('the link at the end of a mail ends mails of its kind: looking does nothing, the button does', async () => {
  const here = await start({ ...people.environment, PUBLIC_URL: 'https://sync.example' })
  const [user] = here.simulator.world.users()
  const ada: Person = { userId: randomUUID(), email: user?.email ?? '' }
  await until(
    () => people.as(here.url, ada, '/api/calendly/status'),
    ({ body }) => typeof Object(body).completeAsOf === 'string',
  )
  const [notice] = await mailed((subject) => subject.startsWith('The first import is finished'))
  expect(mailbox.recipients).toEqual([ada.email])
  const links = Object(notice?.headers.get('list'))
  expect(links['unsubscribe-post'].name).toBe('List-Unsubscribe=One-Click')
  const link = new URL(links.unsubscribe.url)
  expect(link.origin).toBe('https://sync.example')
  const url = `${here.url}${link.pathname}${link.search}`
  const isMailed = async () => {
    const { body } = await people.as(here.url, ada, '/api/alerts/rules')
    return Object.fromEntries(rows(body.kinds).map((rule) => [String(rule.kind), rule.isMailed]))
  }
  expect((await fetch(url)).status).toBe(200)
  expect(await isMailed()).toMatchObject({ import: true, failing: true })
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  expect(await isMailed()).toMatchObject({ import: false, failing: true })
  const forged = await fetch(url.replace('.import.', '.failing.'), { method: 'POST' })
  expect(forged.status).toBe(404)
  expect(await isMailed()).toMatchObject({ import: false, failing: true })
}, 120_000)

test('rules are changed member by member, and those of operators by operators alone', async () => {
  const here = await start(people.environment)
  const [user] = here.simulator.world.users()
  const ada: Person = { userId: randomUUID(), email: user?.email ?? '' }
  const olga: Person = { userId: randomUUID(), email: 'olga@platform.example', isOperator: true }
  const put = (person: Person, body: unknown, query = '') =>
    people.as(here.url, person, `/api/alerts/rules${query}`, { ...post(body), method: 'PUT' })
  const usual = await people.as(here.url, ada, '/api/alerts/rules')
  expect(usual.body).toMatchObject({
    for: 'me',
    mail: true,
    digest: true,
    recipient: ada.email,
    problem: null,
  })
  expect(rows(usual.body.kinds).map(({ kind }) => kind)).toEqual([
    'reconnect',
    'failing',
    'stale',
    'webhook',
    'brake',
    'import',
  ])
  await put(ada, { digest: false, kinds: { failing: { afterMinutes: 5 } } })
  const changed = await put(ada, { kinds: { failing: { isMailed: false } } })
  expect(changed.body).toMatchObject({ mail: true, digest: false })
  expect(rows(changed.body.kinds).find(({ kind }) => String(kind) === 'failing')).toMatchObject({
    isOn: true,
    isMailed: false,
    afterMinutes: 5,
  })
  expect((await put(ada, { kinds: { nonsense: {} } })).status).toBe(400)
  expect((await put(ada, { mail: false }, '?for=operator')).status).toBe(403)
  const ofOperators = await put(olga, { mail: false }, '?for=operator')
  expect(ofOperators.body).toMatchObject({ for: 'operator', mail: false, recipient: 'ops@firm.example' })
  expect((await people.as(here.url, ada, '/api/alerts/rules')).body).toMatchObject({
    mail: true,
    digest: false,
  })
}, 120_000)

test('a mail is shown before it is sent, and a test mail arrives', async () => {
  const here = await start()
  await imported(here)
  for (const type of ['opened', 'digest', 'healed']) {
    const { status, body } = await getJson(`${here.url}/api/alerts/preview?kind=failing&type=${type}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      from: 'Calendly Sync <sync@firm.example>',
      to: 'ops@firm.example',
      problem: null,
    })
    expect(String(body.subject)).toContain('Checks fail')
    expect(String(body.text)).toContain('No more mails of this kind:')
    expect(String(body.html)).toContain('<a href=')
  }
  const before = mailbox.mails.length
  const sent = await getJson(`${here.url}/api/alerts/test`, post({}))
  expect(sent.body).toEqual({ success: true, to: 'ops@firm.example', problem: null })
  expect(mailbox.mails.slice(before).map(({ subject }) => subject)).toContain('Calendly Sync: mails arrive')
  for (let n = 1; n < 5; n++) await getJson(`${here.url}/api/alerts/test`, post({}))
  const tooMany = await getJson(`${here.url}/api/alerts/test`, post({}))
  expect([tooMany.status, tooMany.body.code]).toEqual([429, 'too_many_tests'])
}, 120_000)

test('without a mail server everything is shown, and nothing claims to have been sent', async () => {
  const here = await start({ SMTP_URL: '', MAIL_FROM: '' })
  await imported(here)
  const sent = await getJson(`${here.url}/api/alerts/test`, post({}))
  expect(sent.body).toMatchObject({ success: false, problem: { code: 'smtp_not_set' } })
  const preview = await getJson(`${here.url}/api/alerts/preview?kind=reconnect`)
  expect(preview.body).toMatchObject({ from: null, problem: { code: 'smtp_not_set' } })
  await until(
    () => getJson(`${here.url}/api/alerts?state=all`),
    ({ body }) => rows(body.data).some(({ kind }) => String(kind) === 'import'),
  )
  const admin = new pg.Client({ connectionString: here.connectionString })
  await admin.connect()
  expect((await admin.query('SELECT FROM calendly_sync.alert_mails')).rows).toEqual([])
  await admin.end()
}, 120_000)
