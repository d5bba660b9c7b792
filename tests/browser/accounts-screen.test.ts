import { createSimulator, type Simulator } from 'calendly-simulator'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { freePort } from '../support/server.ts'
import { picture, type Stage, seriousBreaches, setStage, sidewaysPx } from './stage.ts'

/* What people do to their accounts, and that each card's one main button is the way out of its problem. */

let simulator: Simulator
let stage: Stage

beforeAll(async () => {
  simulator = await createSimulator({ world: 'empty', rateLimitPerMinute: Number.POSITIVE_INFINITY })
  const { url } = await simulator.listen()
  const { world, people } = simulator
  const start = Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 86_400_000
  world.book({ host: people.adviser, start, invitee: { name: 'Anna Own', email: 'anna@client.example' } })
  world.book({ host: people.member, start, invitee: { name: 'Ben Other', email: 'ben@client.example' } })
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  const redirectUris = [`${publicUrl}/api/calendly/oauth/callback`]
  const app = simulator.oauth.register({ kind: 'web', redirectUris })
  stage = await setStage({
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    CALENDLY_API_URL: url,
    CALENDLY_AUTH_URL: url,
    CALENDLY_CLIENT_ID: app.clientId,
    CALENDLY_CLIENT_SECRET: app.clientSecret ?? '',
    SYNC_STARTUP_DELAY_SECONDS: '86400',
  })
  await connect(simulator.tokens.adviser)
}, 240_000)

afterEach(() => expect(stage.complaints.splice(0)).toEqual([]))

afterAll(async () => {
  await stage?.close()
  await simulator?.close()
})

async function connect(token: string): Promise<void> {
  const answer = await fetch(`${stage.server.url}/api/calendly/accounts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  })
  expect(answer.status).toBe(201)
}

async function openAccounts(options = {}): Promise<Page> {
  const page = await stage.open('/accounts', options)
  await card(page).first().getByText('Active', { exact: true }).waitFor()
  return page
}

const card = (page: Page) => page.locator('[data-account]')
const button = (where: Page | Locator, name: string | RegExp) => where.getByRole('button', { name })
const dialog = (page: Page) => page.getByRole('dialog')

async function isSound(page: Page, name: string): Promise<void> {
  expect(await seriousBreaches(page)).toEqual([])
  expect(await sidewaysPx(page)).toBe(0)
  await picture(page, name)
}

/** Whether Meetings shows this client. */
async function expectMeeting(name: string, isThere: boolean): Promise<void> {
  const page = await stage.open('/meetings')
  await page.getByRole('link', { name: 'Anna Own' }).waitFor()
  await expect.poll(() => page.getByRole('link', { name }).count(), { timeout: 20_000 }).toBe(isThere ? 1 : 0)
  await page.close()
}

test('a card says what an account is, and has no main button while nothing is wrong', async () => {
  const page = await openAccounts()
  await card(page).getByText('owner: may read the whole organization').waitFor()
  await card(page).getByText('a token of its own').waitFor()
  await card(page).getByText('all that is needed').waitFor()
  expect(await button(card(page), /Resume|Try now|Confirm/).count()).toBe(0)
  await isSound(page, 'accounts-screen-1440')
})

test('a paused account says that nothing is checked, and its main button resumes it', async () => {
  const page = await openAccounts()
  await button(card(page), 'Pause').click()
  await card(page).getByText('Paused', { exact: true }).waitFor()
  await card(page).getByText('nothing is checked until you resume').waitFor()
  await card(page).getByText('none while paused').waitFor()
  await isSound(page, 'accounts-screen-paused-1440')
  await button(card(page), 'Resume').press('Enter')
  await card(page).getByText('Active', { exact: true }).waitFor()
  await card(page).getByText('Resumed.').waitFor()
  // The button has gone; who works with keys goes on at the account's name.
  expect(await page.locator(':focus').textContent()).toBe('Clara Falkenberg')
})

test('an account is checked as often as one says, from every minute to once a day', async () => {
  const page = await openAccounts()
  await card(page).getByLabel('Checked every').selectOption('Other…')
  await card(page).getByLabel('Minutes, 1 to 1440').fill('1441')
  expect(await button(card(page), 'Save').isDisabled()).toBe(true)
  await card(page).getByLabel('Minutes, 1 to 1440').fill('7')
  await button(card(page), 'Save').click()
  await card(page).getByText('From now on every 7 min.').waitFor()
  await card(page)
    .getByText(/, every 7 min$/)
    .waitFor()
  await card(page).getByLabel('Checked every').selectOption('Like the installation')
  await button(card(page), 'Save').click()
  await card(page).getByText('From now on every 15 min.').waitFor()
})

test('after a revoked token the card says so, and a new token brings the account back', async () => {
  simulator.tokens.revoke(simulator.tokens.adviser)
  await fetch(`${stage.server.url}/api/calendly/sync`, { method: 'POST' })
  const page = await stage.open('/accounts')
  await card(page).getByText('Reconnect', { exact: true }).first().waitFor()
  await card(page).getByText('Calendly no longer accepts the token').waitFor()
  await card(page)
    .getByText(/Its meetings in your list are from/)
    .waitFor()
  await isSound(page, 'accounts-screen-revoked-1440')
  expect(await button(card(page), 'Reconnect').count()).toBe(1)
  await button(card(page), 'Reconnect').click()
  await card(page).getByLabel('Or a personal access token').fill(simulator.tokens.member)
  await button(card(page), 'Reconnect').click()
  await card(page).first().getByText('it was connected as an account of its own').waitFor()
  expect(await card(page).count()).toBe(2)
  await card(page).first().getByRole('button', { name: 'Reconnect' }).click()
  const token = simulator.tokens.issue({ user: simulator.people.adviser })
  await card(page).first().getByLabel('Or a personal access token').fill(token)
  await card(page).first().getByRole('button', { name: 'Reconnect' }).click()
  await card(page).first().getByText('Connected again; what was missed is read now.').waitFor()
  await card(page).first().getByText('Active', { exact: true }).waitFor()
})

test('who disconnects says what becomes of the meetings, and means it: kept', async () => {
  await expectMeeting('Ben Other', true)
  const page = await openAccounts()
  const member = card(page).nth(1)
  const name = await member.getByRole('heading').textContent()
  await button(member, 'Disconnect…').click()
  await dialog(page).getByText('No meeting is cancelled').waitFor()
  await isSound(page, 'accounts-screen-disconnect-1440')
  const go = button(dialog(page), 'Disconnect, keep the meetings')
  expect(await go.isDisabled()).toBe(true)
  await dialog(page).getByLabel('Yes, disconnect this account').check()
  await go.click()
  await page.getByText(`${name} is disconnected. Its meetings are kept as they were.`).waitFor()
  expect(await card(page).count()).toBe(1)
  await expectMeeting('Ben Other', true)
})

test('who disconnects says what becomes of the meetings, and means it: erased', async () => {
  await connect(simulator.tokens.member)
  const page = await openAccounts()
  await card(page).nth(1).getByText('Active', { exact: true }).waitFor()
  await expectMeeting('Ben Other', true)
  await button(card(page).nth(1), 'Disconnect…').click()
  await dialog(page).getByLabel('Yes, disconnect this account').check()
  await dialog(page).getByLabel('Erase its meetings').check()
  const go = button(dialog(page), 'Disconnect and erase the meetings')
  expect(await go.isDisabled()).toBe(true) // the yes was for keeping
  await dialog(page).getByLabel('Yes, erase them: this cannot be undone').check()
  // That the account is gone is told before the answer is there: its card goes, and what came of it is said all the same.
  await page.route('**/api/calendly/accounts/*', async (route) => {
    const response = await route.fetch()
    await expect.poll(() => card(page).count()).toBe(1)
    await route.fulfill({ response })
  })
  await go.click()
  await page.getByText('The meetings that only it has shown are erased.').waitFor()
  expect(await card(page).count()).toBe(1)
  await expectMeeting('Ben Other', false)
})

test('on a phone and in the dark nothing is lost', async () => {
  const page = await openAccounts({ viewport: { width: 360, height: 740 }, colorScheme: 'dark' })
  await isSound(page, 'accounts-screen-dark-360')
  await button(card(page), 'Disconnect…').click()
  await dialog(page).getByText('Keep its meetings').waitFor()
  await isSound(page, 'accounts-screen-disconnect-dark-360')
})
