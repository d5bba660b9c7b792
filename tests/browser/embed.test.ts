import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { SignJWT } from 'jose'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPractice, type Practice } from './practice.ts'
import { picture, type Stage, seriousBreaches, setStage, sidewaysPx } from './stage.ts'

/* A host application of another origin, with a strict policy of its own, carries our elements. */

const SECRET = 'a secret of thirty-two bytes or more, for tests only'
let practice: Practice
let stage: Stage
let host: Server

beforeAll(async () => {
  practice = await openPractice()
  stage = await setStage({
    ...practice.env,
    JWT_SECRET: SECRET,
    ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
  })
  host = await openHost()
}, 240_000)

afterAll(async () => {
  host?.close()
  await stage?.close()
  await practice?.close()
})

const signed = (seconds: number) =>
  new SignJWT({ email: 'clara@falkenberg-partner.example', email_verified: true })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('8a4f0f3e-6d7a-4c2e-9a53-4d5c1f0f7a11')
    .setExpirationTime(`${seconds}s`)
    .sign(new TextEncoder().encode(SECRET))

/** So long after its end a token is still taken, for clocks differ. */
const LEEWAY_SECONDS = 60

/** How often the page asked its own server for a token. */
let tokensAsked = 0
/** The token that its server gives next; the first one is worth nothing any more. */
let next = () => signed(-120)

async function openHost(): Promise<Server> {
  const server = createServer(async (request, response) => {
    if (request.url === '/token') {
      tokensAsked += 1
      response.end(await next())
      return
    }
    const script = scripts[request.url ?? '']
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html; charset=utf-8')
    response.setHeader(
      'content-security-policy',
      `default-src 'none'; script-src 'self' ${stage.server.url}; connect-src 'self' ${stage.server.url}`,
    )
    response.end(script ? await script() : htmlOf(request.url === '/react' ? '/react.js' : '/app.js'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

const htmlOf = (
  script: string,
) => `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">
<meta name="calendly-sync" content="${stage.server.url}"><title>Advicly</title>
${script === '/react.js' ? '<body></body>' : ELEMENTS}<script type="module" src="${script}"></script></html>`

const ELEMENTS = `<main><h1>Dashboard</h1><calendly-sync-status></calendly-sync-status><calendly-sync-button></calendly-sync-button>
<h2>Next meetings</h2><calendly-sync-upcoming limit="2"></calendly-sync-upcoming></main>`

const scripts: Readonly<Record<string, () => string | Promise<string>>> = {
  '/app.js': () => `import { configureCalendlySync } from '${stage.server.url}/embed.js'
    configureCalendlySync({
      server: '${stage.server.url}',
      getToken: async () => (await fetch('/token')).text(),
    })`,
  '/react.js': bundledExample,
}

/** The example of a React application, as its own bundler would pack it. */
async function bundledExample(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, rolldownOptions: { input: EXAMPLE } },
  })
  const [first] = [built].flat()
  const chunk = first && 'output' in first ? first.output.find((each) => each.type === 'chunk') : undefined
  return chunk?.type === 'chunk' ? chunk.code : ''
}

const EXAMPLE = fileURLToPath(new URL('../../examples/embed-in-react/main.tsx', import.meta.url))

async function openDashboard(width = 1000, path = '/'): Promise<Page> {
  const { port } = host.address() as AddressInfo
  const page = await stage.open('/icon.svg', { viewport: { width, height: 800 } })
  stage.complaints.length = 0 // of our own page
  await page.goto(`http://127.0.0.1:${port}${path}`)
  return page
}

const TO_BE_REFUSED = /status of 401/

test('the badge, the button and the list work for the host’s user; a token that has run out is asked for anew', async () => {
  const page = await openDashboard()
  await expect.poll(() => tokensAsked).toBeGreaterThan(0)
  next = () => signed(3600)
  await page.reload()
  await page
    .getByText(/Upcoming complete as of|not complete yet/)
    .first()
    .waitFor()
  const list = page.locator('calendly-sync-upcoming')
  await list.getByText('Maria Santos').waitFor({ timeout: 60_000 })
  expect(await list.locator('[data-meeting]').count()).toBe(2)
  practice.book('Ines Duarte', 2)
  await page.getByRole('button', { name: 'Sync Calendly' }).click()
  await page
    .locator('calendly-sync-button')
    .getByText(/^Done: 1 new/)
    .first()
    .waitFor()
  await list.getByText('Ines Duarte').waitFor()
  expect(await seriousBreaches(page)).toEqual([])
  await picture(page, 'embed-1000')
  expect(await page.evaluate('JSON.stringify([localStorage, document.cookie])')).toBe(
    '["{}",""]'.replace('"{}"', '{}'),
  )
})

test('a token that runs out while the page is open is renewed without a word', async () => {
  next = () => signed(20 - LEEWAY_SECONDS)
  const page = await openDashboard(360)
  await page.locator('calendly-sync-upcoming').getByText('Maria Santos').waitFor()
  const before = tokensAsked
  next = () => signed(3600)
  await page.waitForTimeout(21_000) // until it has run out
  practice.book('Otto Later', 1)
  await page.getByRole('button', { name: 'Sync Calendly' }).click()
  await page.getByText('Otto Later').waitFor()
  expect(tokensAsked).toBeGreaterThan(before)
  expect(await sidewaysPx(page)).toBe(0)
  await picture(page, 'embed-360')
}, 120_000)

test('the React components are the same elements', async () => {
  next = () => signed(3600)
  const page = await openDashboard(1000, '/react')
  await page.locator('calendly-sync-upcoming').getByText('Maria Santos').waitFor()
  await page.getByRole('button', { name: 'Sync Calendly' }).click()
  await page
    .locator('calendly-sync-button')
    .getByText(/^Done: /)
    .first()
    .waitFor()
  await page.getByText('Upcoming complete as of').waitFor()
  await picture(page, 'embed-react-1000')
})

test('neither the host’s policy nor ours is broken', () => {
  expect(stage.complaints.filter((words) => !TO_BE_REFUSED.test(words))).toEqual([])
})
