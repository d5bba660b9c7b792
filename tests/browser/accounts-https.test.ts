import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTlsProxy, type TlsProxy } from '../support/tls-proxy.ts'
import { openPractice, type Practice } from './practice.ts'
import { type Stage, setStage } from './stage.ts'

/* AUTH_MODE=accounts behind a proxy that ends TLS: what the browser makes of the cookie. */

const password = 'seven wise owls in a row'
let practice: Practice
let proxy: TlsProxy
let stage: Stage

beforeAll(async () => {
  practice = await openPractice()
  proxy = await startTlsProxy(() => stage.server.url)
  stage = await setStage({
    ...practice.env,
    AUTH_MODE: 'accounts',
    PUBLIC_URL: proxy.url,
    OWNER_EMAIL: 'clara@falkenberg-partner.example',
    TRUSTED_PROXIES: '127.0.0.1',
    ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
  })
}, 240_000)

afterAll(async () => {
  await stage?.close()
  proxy?.close()
  await practice?.close()
})

test('over https the session is kept in a __Host- cookie, live events included, and signing out removes it', async () => {
  const find = () => /https:\/\/localhost:\d+\/#invitation=[\w-]{43}/.exec(stage.server.output())?.[0]
  await expect.poll(find).toBeDefined()
  const page = await stage.open('/', { ignoreHTTPSErrors: true })
  await page.goto(find() ?? '')
  expect(await page.getByLabel('E-mail address').inputValue()).toBe('clara@falkenberg-partner.example')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('link', { name: 'Maria Santos' }).waitFor()

  expect(await page.context().cookies()).toMatchObject([
    { name: '__Host-calendly-sync', secure: true, httpOnly: true, sameSite: 'Strict', path: '/' },
  ])
  // A writing request and the stream of live events, each with the cookie.
  await page.getByRole('button', { name: 'Sync Calendly' }).click()
  practice.book('Dora Klein', 2)
  await page.getByRole('button', { name: 'Sync Calendly' }).click()
  await page.getByRole('link', { name: 'Dora Klein' }).waitFor()

  // The same server over plain http gets no cookie from the browser, and lets nobody in.
  const plain = await page.context().newPage()
  await plain.goto(stage.server.url)
  await plain.getByRole('heading', { name: 'Sign in' }).waitFor()

  expect(stage.complaints).toEqual([])
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(await page.context().cookies()).toEqual([])
})
