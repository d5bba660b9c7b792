import { SignJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPractice, type Practice } from './practice.ts'
import { type Stage, setStage } from './stage.ts'

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

afterAll(async () => {
  await stage?.close()
  await practice?.close()
})

const tokenOf = (email: string) =>
  new SignJWT({ email, email_verified: true })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('8a4f0f3e-6d7a-4c2e-9a53-4d5c1f0f7a11')
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(SECRET))

test('without a token the page says that nobody is signed in, and shows no meeting', async () => {
  const page = await stage.open()
  await page.getByText('You are not signed in').waitFor()
  expect(await page.locator('[data-meeting]').count()).toBe(0)
})

test('takes its token from the address, removes it there, and shows that person’s meetings', async () => {
  const token = await tokenOf('clara@falkenberg-partner.example')
  const page = await stage.open(`/meetings#token=${token}`)
  await page.getByRole('link', { name: 'Maria Santos' }).waitFor()
  expect(page.url()).not.toContain(token)
  const kept = await page.evaluate<string>('JSON.stringify([localStorage, sessionStorage, document.cookie])')
  expect(kept).not.toContain(token)
})

test('takes a token from the page that opened it', async () => {
  const token = await tokenOf('clara@falkenberg-partner.example')
  const host = await stage.open('/docs')
  // What an embedding platform does: it answers each `calendly-sync:token-needed`.
  await host.evaluate(`addEventListener('message', ({ data, source }) => {
    if (data.type === 'calendly-sync:token-needed')
      source.postMessage({ type: 'calendly-sync:token', token: '${token}' }, '*')
  })`)
  const [page] = await Promise.all([
    host.waitForEvent('popup'),
    host.evaluate(`void window.open('/meetings')`),
  ])
  await page.getByRole('link', { name: 'Maria Santos' }).waitFor()
})
