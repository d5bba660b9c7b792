import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Mailbox, openMailbox } from '../support/mailbox.ts'
import { openPractice, type Practice } from './practice.ts'
import { imported, picture, type Stage, seriousBreaches, setStage, sidewaysPx } from './stage.ts'

/* ux, points 17, 18 and 21: what lasted is told once, on the page and by mail, and again when it is over. */

let practice: Practice
let mailbox: Mailbox
let stage: Stage

beforeAll(async () => {
  practice = await openPractice()
  mailbox = await openMailbox()
  stage = await setStage({
    ...practice.env,
    SMTP_URL: mailbox.url,
    MAIL_FROM: 'Calendly Sync <sync@firm.example>',
    ALERT_EMAIL: 'ops@firm.example',
  })
  await imported(stage)
}, 240_000)

afterEach(() => {
  practice.simulator.faults.clear()
  expect(stage.complaints.splice(0)).toEqual([])
})

afterAll(async () => {
  await stage?.close()
  await mailbox?.close()
  await practice?.close()
})

const button = (where: Page | Locator, name: string | RegExp) => where.getByRole('button', { name })
const alerts = (page: Page) => page.locator('[data-alert]')
const tab = (page: Page, name: string | RegExp) =>
  page.getByRole('navigation', { name: 'Alerts by state' }).getByRole('link', { name })
const rule = (page: Page, kind: string) => page.locator(`[data-rule="${kind}"]`)

async function isSound(page: Page, name: string): Promise<void> {
  expect(await seriousBreaches(page)).toEqual([])
  expect(await sidewaysPx(page)).toBe(0)
  await picture(page, name)
}

/** A check that nobody at the page asked for. */
async function syncElsewhere(): Promise<void> {
  await fetch(`${stage.server.url}/api/calendly/sync`, { method: 'POST' })
}

async function mail(subject: string): Promise<string> {
  const find = () => mailbox.mails.find((each) => each.subject?.startsWith(subject))?.text
  await expect.poll(find, { timeout: 60_000 }).toBeDefined()
  return find() ?? ''
}

test('while nothing is wrong it says so, and what was only news stands among the healed', async () => {
  await mail('The first import is finished')
  const page = await stage.open('/alerts')
  await page.getByText('Nothing is wrong').waitFor()
  await isSound(page, 'alerts-none-1440')
  await page.keyboard.press('2')
  await alerts(page)
    .getByText(/The first import is finished/)
    .waitFor()
  await alerts(page)
    .getByText(/ · Mailed \d\d:\d\d$/)
    .waitFor()
  expect(new URL(page.url()).searchParams.get('tab')).toBe('healed')
})

test('what lasts opens while one looks, its mail leads to it, and when it is over both say so', async () => {
  const page = await stage.open('/alerts')
  await page.getByText('Nothing is wrong').waitFor()
  practice.simulator.faults.add({ kind: 'status', status: 401, template: '/scheduled_events' })
  await syncElsewhere()
  const alert = alerts(page).filter({ hasText: 'Calendly has to be connected again' })
  await alert.waitFor({ timeout: 60_000 })
  await alert.getByText('New, moved and cancelled meetings do not reach your list').waitFor()
  await alert.getByText(/^We try again /).waitFor()
  await alert.getByText(/^Since \d\d:\d\d/).waitFor()
  await tab(page, /^Open\s*, 1$/).waitFor()

  const link = /\/\?alert=[\w-]+/.exec(await mail('Calendly has to be connected again'))?.[0] ?? ''
  await alert.getByText(/Mailed when it opened/).waitFor()
  await isSound(page, 'alerts-open-1440')
  const led = await stage.open(link)
  await alerts(led).waitFor()
  expect(new URL(led.url()).pathname).toBe('/alerts')
  await expect.poll(() => led.locator(':focus').textContent()).toMatch(/^Calendly has to be connected again/)
  await alert.getByRole('link', { name: 'Reconnect it on Accounts' }).click()
  await page.waitForURL(/\/accounts$/)
  await page.goBack()

  practice.simulator.faults.clear()
  await syncElsewhere()
  await page.getByText('Nothing is wrong').waitFor({ timeout: 60_000 })
  await led.getByText('The alert that your link is about is not open any more.').waitFor()
  await led.getByRole('link', { name: 'Look for it among the healed ones' }).click()
  const healed = alerts(led).filter({ hasText: 'Calendly has to be connected again' })
  await healed.getByText('Over', { exact: true }).waitFor()
  await healed.getByText(/^From \d\d:\d\d to \d\d:\d\d/).waitFor()
  await mail('Well again: Calendly has to be connected again')
  await isSound(led, 'alerts-healed-1440')
})

test('checks that fail have the check itself as their button, and it says what came of it', async () => {
  practice.simulator.faults.add({ kind: 'status', status: 403, template: '/scheduled_events' })
  for (let check = 0; check < 3; check++) await syncElsewhere()
  const page = await stage.open('/alerts')
  const alert = alerts(page).filter({ hasText: 'Checks fail' })
  await alert.waitFor({ timeout: 60_000 })
  await picture(page, 'alerts-failing-1440')
  await button(alert, 'Check again now').click()
  await alert.getByText(/^The check failed\./).waitFor()
  practice.simulator.faults.clear()
  await button(alert, 'Check again now').click()
  await page.getByText('Nothing is wrong').waitFor({ timeout: 60_000 })
})

test('each kind is switched on and off, mailed or not, and after how long; what is saved stays', async () => {
  const page = await stage.open('/alerts?tab=rules')
  await page.getByText('ops@firm.example').first().waitFor()
  await rule(page, 'failing').getByLabel('Mail').uncheck()
  await page.getByText('Saved.').waitFor()
  await rule(page, 'failing')
    .getByLabel(/minutes/)
    .fill('45')
  await page.keyboard.press('Enter')
  await rule(page, 'failing').getByRole('button', { name: 'Save' }).waitFor({ state: 'detached' })
  await rule(page, 'import').getByLabel('On').uncheck()
  expect(await rule(page, 'import').getByLabel('Mail').isDisabled()).toBe(true)
  await page.getByLabel('Remind me once a day').uncheck()
  await page.getByText('Saved.').waitFor()
  await isSound(page, 'alerts-rules-1440')

  const stored = async () => {
    const answer = await fetch(`${stage.server.url}/api/alerts/rules`)
    return JSON.parse(await answer.text())
  }
  await expect.poll(stored).toMatchObject({ digest: false, mail: true })
  const { kinds } = await stored()
  expect(kinds).toContainEqual(
    expect.objectContaining({ kind: 'failing', isMailed: false, afterMinutes: 45 }),
  )
  expect(kinds).toContainEqual(expect.objectContaining({ kind: 'import', isOn: false }))
  await page.reload()
  await rule(page, 'failing').waitFor()
  expect(await rule(page, 'failing').getByLabel('Mail').isChecked()).toBe(false)
  expect(
    await rule(page, 'failing')
      .getByLabel(/minutes/)
      .inputValue(),
  ).toBe('45')
})

test('a mail is shown as it would be sent, and the address keeps which', async () => {
  const page = await stage.open('/alerts?tab=rules')
  const subject = page.getByRole('definition').last()
  await expect.poll(() => subject.textContent()).toMatch(/^Checks fail: /)
  await page.getByLabel('About').selectOption({ label: 'Webhooks do not arrive' })
  await expect.poll(() => subject.textContent()).toMatch(/^Webhooks do not arrive/)
  await page.getByLabel('Sent', { exact: true }).selectOption({ label: 'when it is over' })
  await expect.poll(() => subject.textContent()).toMatch(/^Well again: Webhooks do not arrive/)
  const query = new URL(page.url()).searchParams
  expect([query.get('kind'), query.get('mail')]).toEqual(['webhook', 'healed'])
  await page.getByText('No more mails of this kind:').waitFor()
})

test('a test mail arrives, and where it cannot be handed over the page says why', async () => {
  const page = await stage.open('/alerts?tab=rules')
  await button(page, 'Send a test mail').click()
  await page.getByText('The mail server has taken it, for ops@firm.example.').waitFor()
  await mail('Calendly Sync: mails arrive')
  mailbox.refuse(1)
  await button(page, 'Send a test mail').click()
  await page.getByText(/^Not sent\. .* Check SMTP_URL and MAIL_FROM\.$/).waitFor()
})

test('on a phone and in the dark nothing is lost', async () => {
  const options = { viewport: { width: 360, height: 740 }, colorScheme: 'dark' } as const
  const page = await stage.open('/alerts?tab=healed', options)
  await alerts(page).first().waitFor()
  await isSound(page, 'alerts-dark-360')
  await tab(page, 'Rules and mails').click()
  await rule(page, 'failing').waitFor()
  await page.getByText('No more mails of this kind:').waitFor()
  await isSound(page, 'alerts-rules-dark-360')
})

test('Home counts what it does not tell of itself: the clock of the server', async () => {
  const { clock, world, people } = practice.simulator
  clock.advance(3_600_000) // of Calendly: seen from there ours is slow
  const start = Math.ceil(world.now() / 3_600_000) * 3_600_000 + 7 * 86_400_000
  world.book({ host: people.adviser, start, invitee: { name: 'Finn Future', email: 'finn@client.example' } })
  const page = await stage.open('/')
  const link = page.getByRole('link', { name: '1 alert' })
  await link.waitFor({ timeout: 60_000 })
  await isSound(page, 'home-alert-1440')
  await link.click()
  const alert = alerts(page).filter({ hasText: 'The clock of the server is wrong' })
  await alert.getByText('For owners').waitFor()
  await alert.getByRole('link', { name: 'Open the setup check' }).waitFor()
})
