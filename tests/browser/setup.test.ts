import { SignJWT } from 'jose'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openPractice, type Practice } from './practice.ts'
import { picture, type Stage, seriousBreaches, setStage, sidewaysPx } from './stage.ts'

/* What the installation needs, each with its fix; for owners only. */

const SECRET = 'a secret of thirty-two bytes or more, for tests only'
let practice: Practice
let stage: Stage

beforeAll(async () => {
  practice = await openPractice()
  stage = await setStage({
    ...practice.env,
    JWT_SECRET: SECRET,
    ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
  })
}, 240_000)

afterEach(() => {
  practice.simulator.faults.clear()
  expect(stage.complaints.splice(0)).toEqual([])
})

afterAll(async () => {
  await stage?.close()
  await practice?.close()
})

async function openAs(role: 'admin' | undefined, options = {}): Promise<Page> {
  const token = await new SignJWT({ email: 'clara@falkenberg-partner.example', email_verified: true, role })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(role ? '8a4f0f3e-6d7a-4c2e-9a53-4d5c1f0f7a11' : '8a4f0f3e-6d7a-4c2e-9a53-4d5c1f0f7a12')
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(SECRET))
  return stage.open(`/setup#token=${token}`, options)
}

const finding = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) })

async function isSound(page: Page, name: string): Promise<void> {
  expect(await seriousBreaches(page)).toEqual([])
  expect(await sidewaysPx(page)).toBe(0)
  await picture(page, name)
}

test('an owner sees each thing with its state, and what would mend what is not in order', async () => {
  const page = await openAs('admin')
  await finding(page, 'Database').getByText('In order').waitFor()
  await finding(page, 'Migrations').getByText('In order').waitFor()
  await finding(page, 'SMTP').getByText('Off', { exact: true }).waitFor()
  await finding(page, 'SMTP')
    .getByText(/To switch it on: Set SMTP_URL/)
    .waitFor()
  await isSound(page, 'setup-1440')
})

test('what breaks is a fault at the next look, and in order again once it is mended', async () => {
  const page = await openAs('admin')
  await finding(page, 'Calendly token').getByText('In order').waitFor()
  practice.simulator.faults.add({ kind: 'status', status: 401, template: '/users/me' })
  await page.getByRole('button', { name: 'Check again' }).click()
  await finding(page, 'Calendly token').getByText('Fault', { exact: true }).waitFor()
  await finding(page, 'Calendly token')
    .getByText(/To mend it:/)
    .waitFor()
  await page.getByText(/^\d faults?/).waitFor()
  await isSound(page, 'setup-fault-1440')
  practice.simulator.faults.clear()
  await page.getByRole('button', { name: 'Check again' }).press('Enter')
  await finding(page, 'Calendly token').getByText('In order').waitFor()
  expect(await page.locator(':focus').textContent()).toContain('Check again')
})

test('whoever is no owner is told that it is for owners, and nothing else', async () => {
  const page = await openAs(undefined)
  await page.getByText('Only an owner of this installation sees how it is set up.').waitFor()
  expect(await page.getByText('Migrations').count()).toBe(0)
  expect(await page.getByRole('link', { name: 'Setup check' }).count()).toBe(0)
  await isSound(page, 'setup-for-owners-1440')
})

test('on a phone and in the dark nothing is lost', async () => {
  const page = await openAs('admin', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' })
  await finding(page, 'Database').waitFor()
  await isSound(page, 'setup-dark-360')
})
