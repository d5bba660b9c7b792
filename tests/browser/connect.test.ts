import { createSimulator, type Simulator } from 'calendly-simulator'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../support/server.ts'
import { picture, type Stage, seriousBreaches, setStage } from './stage.ts'

/* A person connects accounts: by signing in at Calendly, in the browser from end to end, and with a token. */

let simulator: Simulator
let stage: Stage

beforeAll(async () => {
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  simulator = await createSimulator({ world: 'empty', rateLimitPerMinute: Number.POSITIVE_INFINITY })
  const { url } = await simulator.listen()
  const { world, people } = simulator
  const start = Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 86_400_000
  world.book({ host: people.adviser, start, invitee: { name: 'Anna Own', email: 'anna@example.com' } })
  world.book({ host: people.member, start, invitee: { name: 'Ben Pasted', email: 'ben@example.com' } })
  const app = simulator.oauth.register({
    kind: 'web',
    redirectUris: [`${publicUrl}/api/calendly/oauth/callback`],
  })
  stage = await setStage({
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    CALENDLY_API_URL: url,
    CALENDLY_AUTH_URL: url,
    CALENDLY_CLIENT_ID: app.clientId,
    CALENDLY_CLIENT_SECRET: app.clientSecret ?? '',
  })
}, 240_000)

afterAll(async () => {
  await stage?.close()
  await simulator?.close()
})

test('who has no account is told so, signs in at Calendly, comes back, and sees his meetings', async () => {
  const page = await stage.open('/')
  await page.getByText('No Calendly account is connected').first().waitFor()
  expect(await seriousBreaches(page)).toEqual([])
  await picture(page, 'connect-first')
  await page.getByRole('button', { name: 'Sign in at Calendly' }).click()
  await allow(page, simulator.people.adviser)
  await page.locator('[data-account]').waitFor()
  expect(new URL(page.url()).hash).toBe('')
  expect(await page.locator('[data-account]').count()).toBe(1)
  await picture(page, 'connect-done')
  await page.getByRole('link', { name: 'Home' }).click()
  await page.getByText('Anna Own').waitFor()
}, 120_000)

test('who does not allow it comes back and is told that nothing was connected', async () => {
  const page = await stage.open('/accounts')
  await page.getByText('Connect another account').click()
  await page.getByRole('button', { name: 'Sign in at Calendly' }).click()
  await page.getByRole('button', { name: /deny|cancel|refuse/i }).click()
  await page.getByText('nothing was connected').waitFor()
  expect(await page.locator('[data-account]').count()).toBe(1)
}, 120_000)

test('a pasted token connects a second account beside it; one that is none says what to do', async () => {
  const page = await stage.open('/accounts')
  await page.getByText('Connect another account').click()
  const field = page.getByLabel('Or a personal access token')
  await field.fill('no-token-of-calendly')
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await page.getByText('Calendly does not accept this token').waitFor()
  await field.fill(simulator.tokens.member)
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect.poll(() => page.locator('[data-account]').count()).toBe(2)
  expect(await seriousBreaches(page)).toEqual([])
  await page.getByRole('link', { name: 'Meetings' }).click()
  await page.getByText('Ben Pasted').waitFor()
  expect(stage.complaints.filter((one) => !one.includes('422'))).toEqual([])
}, 120_000)

/** Calendly's own page: who am I, and yes. */
async function allow(page: Page, user: string): Promise<void> {
  const { name, email } = simulator.world.users().find((one) => one.uri === user) ?? {}
  await page.getByLabel('You are').selectOption({ label: `${name} (${email})` })
  await page.getByRole('button', { name: 'Allow' }).click()
}
