import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../support/server.ts'
import { openPractice, type Practice } from './practice.ts'
import { picture, type Stage, seriousBreaches, setStage, sidewaysPx } from './stage.ts'

/* AUTH_MODE=accounts as people see it: the first start, an invitation, signing in and out. */

const password = 'seven wise owls in a row'
let practice: Practice
let stage: Stage
/** What the browser at Clara's desk keeps when its windows are closed. */
let keptAtDesk: NonNullable<BrowserContextOptions['storageState']>

beforeAll(async () => {
  practice = await openPractice()
  const port = String(await freePort())
  stage = await setStage({
    ...practice.env,
    AUTH_MODE: 'accounts',
    PORT: port,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
  })
}, 240_000)

afterAll(async () => {
  await stage?.close()
  await practice?.close()
})

async function open(address?: string, options: BrowserContextOptions = {}): Promise<Page> {
  return stage.open(address, { viewport: { width: 360, height: 740 }, ...options })
}

/** The list of meetings at Clara's desk, where she has signed in before. */
async function openAtDesk(): Promise<Page> {
  const desk = await open('/meetings', { storageState: keptAtDesk })
  await desk.getByRole('link', { name: 'Maria Santos' }).waitFor()
  return desk
}

/** The link of the log, without the origin. */
async function firstLink(): Promise<string> {
  const find = () => /\/#invitation=[\w-]{43}/.exec(stage.server.output())?.[0]
  await expect.poll(find).toBeDefined()
  return find() ?? ''
}

async function isSound(page: Page, name: string): Promise<void> {
  expect(await seriousBreaches(page)).toEqual([])
  expect(await sidewaysPx(page)).toBe(0)
  await picture(page, name)
}

test('the link of the first start makes the owner, and leaves no trace in the address', async () => {
  const page = await open(await firstLink())
  await page.getByRole('heading', { name: 'Become the owner' }).waitFor()
  expect(page.url()).not.toContain('invitation')
  await isSound(page, 'accounts-set-up')
  await page.getByLabel('E-mail address').fill('olga@example.com')
  await page.getByLabel('Name').fill('Olga')
  await page.getByLabel('Password').fill('too short')
  await page.getByRole('button', { name: 'Sign in' }).click()
  expect(await page.getByText('Sign out').count()).toBe(0) // the browser itself says what is missing
  await page.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
  await page.getByRole('heading', { name: 'Home' }).waitFor()

  await page.getByRole('button', { name: 'Olga' }).click()
  await page.getByLabel('Invite somebody').fill('clara@falkenberg-partner.example')
  await page.getByRole('button', { name: 'Make a link' }).click()
  const link = await page.getByLabel('Link of the invitation').inputValue()
  await page.getByText('invited', { exact: true }).waitFor()
  await isSound(page, 'accounts-people')

  const desk = await open(link.slice(stage.server.url.length))
  await desk.getByRole('heading', { name: 'Welcome' }).waitFor()
  expect(await desk.getByLabel('E-mail address').inputValue()).toBe('clara@falkenberg-partner.example')
  await isSound(desk, 'accounts-invitation')
  await desk.getByLabel('Name').fill('Clara')
  await desk.getByLabel('Password').fill(password)
  await desk.getByRole('button', { name: 'Sign in' }).click()
  await desk.getByRole('link', { name: 'Maria Santos' }).waitFor()
  await isSound(desk, 'accounts-signed-in')
  keptAtDesk = await desk.context().storageState()
  // What is the member's is not the owner's.
  await page.reload()
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
  expect(await page.getByText('Maria Santos').count()).toBe(0)
  expect(stage.complaints).toEqual([])
})

test('scripts cannot see the session, and it outlives the window', async () => {
  const desk = await openAtDesk()
  const cookies = await desk.context().cookies()
  expect(cookies).toMatchObject([{ name: 'calendly-sync', httpOnly: true, sameSite: 'Strict', path: '/' }])
  const seen = await desk.evaluate<string>('JSON.stringify([localStorage, sessionStorage, document.cookie])')
  expect(seen).not.toContain(cookies[0]?.value.split('.')[0])
})

test('a link that was used says so and leads to the sign-in', async () => {
  const page = await open(await firstLink())
  await page.getByRole('heading', { name: 'This link does not work' }).waitFor()
  await page.getByRole('button', { name: 'Go to the sign-in page' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await isSound(page, 'accounts-sign-in')
})

test('signing in by keyboard alone keeps the address; a wrong password is read out', async () => {
  const page = await open('/meetings?view=past')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.type('clara@falkenberg-partner.example')
  await page.keyboard.press('Tab')
  await page.keyboard.type('not the password')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText('do not fit together').waitFor()
  await isSound(page, 'accounts-wrong-password')
  await page.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Ken Adachi' }).waitFor()
  expect(new URL(page.url()).search).toBe('?view=past')
})

test('signed out everywhere on one device, the other shows the sign-in and no meeting', async () => {
  const desk = await openAtDesk()
  const other = await open()
  await other.getByLabel('E-mail address').fill('clara@falkenberg-partner.example')
  await other.getByLabel('Password').fill(password)
  await other.getByRole('button', { name: 'Sign in' }).click()
  await other.getByRole('button', { name: 'Clara' }).click()
  await other.getByRole('button', { name: 'Sign out everywhere' }).click()
  await other.getByRole('heading', { name: 'Sign in' }).waitFor()
  await desk.getByRole('button', { name: 'Sync Calendly' }).click()
  await desk.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(await desk.getByText('Maria Santos').count()).toBe(0)
  const refusals = /status of 401/
  expect(stage.complaints.filter((words) => !refusals.test(words) && !/status of 410/.test(words))).toEqual(
    [],
  )
})

test('who signs out sees nothing more, not even by going back', async () => {
  const page = await open()
  await page.getByLabel('E-mail address').fill('clara@falkenberg-partner.example')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('link', { name: 'Maria Santos' }).click()
  await page.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await page.goBack()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(await page.getByText('Maria Santos').count()).toBe(0)
  expect(await page.context().cookies()).toEqual([])
})
