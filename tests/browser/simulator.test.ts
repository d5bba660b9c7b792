import { createHash, randomBytes } from 'node:crypto'
import { createSimulator } from 'calendly-simulator'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { launchBrowser } from '../support/browser.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

it('lets a person allow an app, see what came of it, and take it back, by mouse alone', async () => {
  const simulator = await createSimulator({ world: 'empty' })
  onTestFinished(() => simulator.close())
  const { url } = await simulator.listen()
  const { oauth, people, world } = simulator
  // Any page will do to come back to: what counts is the address.
  const redirectUri = `${url}/users/me`
  const client = oauth.register({ kind: 'native', redirectUris: [redirectUri] })
  const verifier = randomBytes(32).toString('base64url')
  const asked = new URLSearchParams({
    client_id: client.clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'users:read webhooks:write',
    state: 'over "here" & there',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const page = await browser.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))

  await page.goto(`${url}/oauth/authorize?${asked}`)
  await page.getByLabel('You are').selectOption({ label: 'Jonas Weidner (jonas@falkenberg-partner.example)' })
  await page.getByLabel('webhooks:write').uncheck()
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.waitForURL(`${redirectUri}?**`)
  const back = new URL(page.url()).searchParams
  expect(back.get('state')).toBe('over "here" & there')
  const answer = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: client.clientId,
      code: back.get('code') ?? '',
      redirect_uri: redirectUri,
      code_verifier: verifier,
    }),
  })
  expect(await answer.json()).toMatchObject({ scope: 'users:read', owner: people.member })

  await page.goto(`${url}/control`)
  const person = page.getByRole('row', { name: 'Jonas Weidner' })
  await person.getByLabel('Role').selectOption('admin')
  await expect.poll(() => roleOf(people.member)).toBe('admin')
  await page.getByRole('button', { name: 'Disconnect' }).click()
  await expect.poll(() => oauth.grants()).toMatchObject([{ state: 'revoked', accessTokens: 0 }])
  await person.getByRole('button', { name: 'Remove' }).click()
  await expect.poll(() => organizationOf(people.member)).not.toBe(people.organization)
  await person.getByRole('button', { name: 'Bring in' }).click()
  await expect.poll(() => organizationOf(people.member)).toBe(people.organization)
  await page.getByRole('button', { name: 'Add to the organization' }).click()
  await page.getByRole('row', { name: 'Max Beispiel' }).waitFor()
  expect(world.memberships().map(({ role }) => role)).toEqual(['owner', 'user', 'user'])
  expect(errors).toEqual([])

  function roleOf(user: string) {
    return world.memberships().find((one) => one.user.uri === user)?.role
  }
  function organizationOf(user: string) {
    return world.memberships().find((one) => one.user.uri === user)?.organization
  }
})
