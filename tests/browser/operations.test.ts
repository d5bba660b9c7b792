import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { post, rows, until } from '../server/support/installation.ts'
import { type Person, signedIn } from '../server/support/people.ts'
import { openPractice, type Practice } from './practice.ts'
import { picture, type Stage, seriousBreaches, setStage, sidewaysPx } from './stage.ts'

/* ux, point 20: whose list is least current, what fails by cause, what is in line, and what owners do about it. */

const people = signedIn()
const olga: Person = { userId: randomUUID(), email: 'olga@platform.example', isOperator: true }
let ada: Person
let ben: Person
let practice: Practice
let admin: pg.Pool
let stage: Stage

beforeAll(async () => {
  practice = await openPractice()
  stage = await setStage({ ...practice.env, ...people.environment })
  admin = new pg.Pool({ connectionString: stage.databaseUrl, max: 1 })
  const [first, second] = practice.simulator.world.users()
  ada = { userId: randomUUID(), email: first?.email ?? '' }
  ben = { userId: randomUUID(), email: second?.email ?? '' }
  for (const person of [ada, ben])
    await until(
      () => people.as(stage.server.url, person, '/api/calendly/status'),
      ({ body }) => typeof Object(body).completeAsOf === 'string',
    )
}, 240_000)

afterEach(() => {
  practice.simulator.faults.clear()
  expect(stage.complaints.splice(0)).toEqual([])
})

afterAll(async () => {
  await admin?.end()
  await stage?.close()
  await practice?.close()
})

async function openAs(person: Person, address = '/operations', options = {}): Promise<Page> {
  const page = await stage.open(`${address}#token=${await people.tokenOf(person)}`, options)
  await page.getByRole('heading', { name: /^(Operations|Alerts)$/ }).waitFor()
  return page
}

const asOlga = async (path: string, body?: unknown, method = 'POST') =>
  (await people.as(stage.server.url, olga, path, body === undefined ? { method } : { ...post(body), method }))
    .body
const operations = () => asOlga('/api/operations', undefined, 'GET')
const button = (where: Page | Locator, name: string | RegExp) => where.getByRole('button', { name })
const dialog = (page: Page) => page.getByRole('dialog')
const cause = (page: Page, code: string) => page.locator(`[data-cause="${code}"]`)
const userRow = (page: Page, { email }: Person) => page.locator('[data-user]').filter({ hasText: email })
const total = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Accounts by state' }).getByRole('link', { name })

async function isSound(page: Page, name: string): Promise<void> {
  expect(await seriousBreaches(page)).toEqual([])
  expect(await sidewaysPx(page)).toBe(0)
  await picture(page, name)
}

test('while all is well it says so first, and shows everybody, the queue, the workers and the calls', async () => {
  const page = await openAs(olga)
  await page.getByText('2 accounts: nothing fails.').waitFor()
  await page.getByText('Nothing fails, and nothing has failed in the last 24 hours.').waitFor()
  for (const person of [ada, ben]) {
    await userRow(page, person).getByText('Active').waitFor()
    await userRow(page, person)
      .getByText(/^Complete as of \d\d:\d\d/)
      .waitFor()
  }
  await page.getByText('0 waiting, 0 running').waitFor()
  await page.getByText('1 worker', { exact: true }).waitFor()
  await page.getByText(/^\d+ of [\d,]+$/).waitFor()
  await page.getByText('Nothing is muted').waitFor()
  expect(await page.getByText(/Maria Santos|Tom Weber/).count()).toBe(0)
  await isSound(page, 'operations-well-1440')
})

test('whoever owns nothing is told for whom it is, and is not led there', async () => {
  const page = await openAs(ada)
  await page.getByText('Only an owner of this installation sees').waitFor()
  expect(await page.getByRole('link', { name: 'Operations' }).count()).toBe(0)
  expect(await page.getByText(ben.email).count()).toBe(0)
  await isSound(page, 'operations-not-owner-1440')
})

test('what fails is gathered by its cause, each number leads to its list, and a retry says how it ended', async () => {
  practice.simulator.faults.add({ kind: 'status', status: 401, template: '/scheduled_events' })
  await asOlga('/api/calendly/scheduler/trigger', {})
  await until(operations, ({ totals }) => Number(totals?.accounts?.reconnect) === 2)
  const page = await openAs(olga)
  await page.getByText('2 of 2 accounts need somebody.').waitFor()
  const group = cause(page, 'unauthenticated')
  await group.getByText(/2 failed checks in 24 h/).waitFor()
  await group.getByText(/the last one being this hour: (0, ){23}2\./).waitFor({ state: 'attached' })
  await isSound(page, 'operations-failing-1440')

  await group.getByRole('link', { name: '2 accounts' }).click()
  await page.waitForURL(/code=unauthenticated/)
  await expect.poll(() => page.locator('[data-user]').count()).toBe(2)
  await total(page, 'Active').click()
  await page.getByText('Nobody matches').waitFor()
  await page.getByRole('link', { name: 'Clear the filters' }).click()
  await expect.poll(() => page.locator('[data-user]').count()).toBe(2)

  practice.simulator.faults.clear()
  await button(group, 'Retry what fails with unauthenticated').click()
  await group.getByText('Checked 2 accounts: 2 well again.').waitFor()
  await group.getByText(/No account\s+now/).waitFor()
  await page.getByText('2 accounts: nothing fails.').waitFor()
  expect(await button(page, 'Retry all').count()).toBe(0)
  await picture(page, 'operations-retried-1440')
})

test('all checks are paused after a question, everybody is told, and they go on with a press', async () => {
  const page = await openAs(olga)
  await button(page, 'Pause all checks…').click()
  await dialog(page).getByText('Nobody’s list is checked on schedule until you resume.').waitFor()
  expect(await operations()).toMatchObject({ isPaused: false })
  await isSound(page, 'operations-pause-1440')
  await button(dialog(page), 'Pause all checks').click()
  await page.getByText(/^All checks are paused since \d\d:\d\d\.$/).waitFor()
  expect(await operations()).toMatchObject({ isPaused: true })
  await isSound(page, 'operations-paused-1440')
  await button(page, 'Resume all checks').click()
  await page.getByText('Resumed: what was due meanwhile is checked now.').waitFor()
  expect(await operations()).toMatchObject({ isPaused: false })
})

test('one account is paused and resumed, and counted where the numbers are', async () => {
  const page = await openAs(olga)
  await button(userRow(page, ada), /^Pause/).click()
  await userRow(page, ada)
    .getByText(/^Paused\. What is stored stays/)
    .waitFor()
  await page.getByText('2 accounts, 1 of them paused: nothing fails.').waitFor()
  await total(page, 'Paused').click()
  await expect.poll(() => page.locator('[data-user]').count()).toBe(1)
  await userRow(page, ada).getByText('Paused', { exact: true }).first().waitFor()
  await total(page, 'Users').click()
  await button(userRow(page, ada), /^Resume/).click()
  await page.getByText('2 accounts: nothing fails.').waitFor()
  await button(userRow(page, ada), /^Pause/).waitFor()
})

test('an account is muted with an end, shown as such, and heard again; a moment that is over is refused', async () => {
  const page = await openAs(olga)
  await button(userRow(page, ben), /^Mute/).click()
  await dialog(page).getByLabel('Until…').check()
  await dialog(page).getByLabel('Muted until').fill('2020-01-01T09:00')
  await button(dialog(page), 'Mute').click()
  await dialog(page).getByText('Choose a moment that is still to come.').waitFor()
  await isSound(page, 'operations-mute-1440')
  await dialog(page).getByLabel('a week').check()
  await button(dialog(page), 'Mute').click()
  await dialog(page).waitFor({ state: 'detached' })
  await userRow(page, ben)
    .getByText(/^Muted until /)
    .waitFor()
  const [mute] = rows((await operations()).mutes)
  const days = (Date.parse(String(mute?.until)) - Date.now()) / 86_400_000
  expect(days).toBeGreaterThan(6.9)
  expect(days).toBeLessThanOrEqual(7)
  await button(page, `Unmute: Account of ${ben.email}`).click()
  await page.getByText('Nothing is muted').waitFor()
  expect(rows((await operations()).mutes)).toEqual([])
})

test('what did not work says why: a mute that somebody else has ended meanwhile', async () => {
  const until = new Date(Date.now() + 3_600_000).toISOString()
  const mute = await asOlga('/api/operations/mute', { code: 'timeout', until })
  const page = await openAs(olga)
  await button(page, 'Unmute: Cause timeout').waitFor()
  // Somebody else is faster by a moment, and her page does not hear of it in time.
  let tell = () => {}
  const told = new Promise<void>((resolve) => {
    tell = resolve
  })
  await page.route(/\/api\/operations\?/, (route) => told.then(() => route.continue()))
  await page.route(/\/api\/operations\/mute\//, async (route) => {
    await asOlga(`/api/operations/mute/${mute.id}`, undefined, 'DELETE')
    await route.continue()
  })
  await button(page, 'Unmute: Cause timeout').click()
  await page.getByText(/^That did not work\./).waitFor()
  tell()
  await page.getByText('Nothing is muted').waitFor()
  stage.complaints.splice(0) // the browser notes the 404 itself
})

test('without a mail server the rules say what is missing, and a test mail does not claim to have been sent', async () => {
  const page = await openAs(olga, '/alerts?tab=rules&for=operator')
  await page.getByText('No mail is sent: SMTP_URL and MAIL_FROM are not set.').waitFor()
  await page.getByText('Whoever runs the server sets, in its environment:').waitFor()
  await page.getByRole('heading', { name: 'Many accounts fail for the same reason' }).waitFor()
  await button(page, 'Send a test mail').click()
  await page.getByText(/^Not sent\. No mail is sent: SMTP_URL/).waitFor()
  await isSound(page, 'alerts-without-mail-1440')
})

test('many users come page after page, and are found by their address; a check that is stuck is told', async () => {
  // Nobody takes up the run of an account that is gone.
  await admin.query(
    `WITH more AS (
       INSERT INTO calendly_sync.users (id, email)
       SELECT gen_random_uuid(), 'user' || n || '@many.example' FROM generate_series(1, 60) n RETURNING id
     ), accounts AS (
       INSERT INTO calendly_sync.accounts (user_id, calendly_user, credential, state)
       SELECT id, id::text, 'pat.' || id, 'paused' FROM more
     )
     INSERT INTO calendly_sync.account_runs (account_id, user_id, trigger, state, queued_at)
     SELECT gen_random_uuid(), id, 'schedule', 'queued', now() - interval '2 h' FROM more LIMIT 1`,
  )
  const page = await openAs(olga)
  await page.getByText('1 check is stuck.').waitFor()
  await page.getByText('It has been in line for longer than an interval.').waitFor()
  await picture(page, 'operations-stuck-1440')
  await expect.poll(() => page.locator('[data-user]').count()).toBe(50)
  await button(page, 'Load more').click()
  await expect.poll(() => page.locator('[data-user]').count()).toBe(62)
  await page.keyboard.press('/')
  await page.keyboard.insertText('user60@')
  await expect.poll(() => page.locator('[data-user]').count()).toBe(1)
  expect(new URL(page.url()).searchParams.get('q')).toBe('user60@')
  await button(page, 'Clear the filters').click()
  await expect.poll(() => page.locator('[data-user]').count()).toBe(62)
})

test('on a phone and in the dark nothing is lost', async () => {
  const page = await openAs(olga, '/operations', {
    viewport: { width: 360, height: 740 },
    colorScheme: 'dark',
  })
  await userRow(page, ada).waitFor()
  await isSound(page, 'operations-dark-360')
  await userRow(page, ada).scrollIntoViewIfNeeded()
  await picture(page, 'operations-users-dark-360')
})
