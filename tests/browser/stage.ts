import { mkdirSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { createTestDatabase } from '../support/database.ts'
import { serveHere } from '../support/serve-here.ts'
import { freePort, startServer } from '../support/server.ts'

interface StageServer {
  /** Origin without a slash at its end. */
  readonly url: string
  /** Everything it has logged so far. */
  output(): string
  stop(): Promise<unknown>
}

/** A running server with a browser in front of it. */
export interface Stage {
  readonly server: StageServer
  /** Where the server keeps everything; empty where that is its embedded Postgres. */
  readonly databaseUrl: string
  /**
   * A fresh window at the list of meetings, as a person with no history would open it; what it complained about is in
   * `complaints`. It closes with its test: a page that is left open follows every event, and draws it.
   */
  open(address?: string, options?: BrowserContextOptions): Promise<Page>
  /** Errors of scripts and breaches of the Content-Security-Policy, on any page so far. */
  readonly complaints: string[]
  close(): Promise<void>
}

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const ARTIFACTS = fileURLToPath(new URL('../../artifacts/browser/', import.meta.url))

/**
 * @param env - settings of contract section 2. Without a DATABASE_URL the stage has a database of the tests' cluster to
 *   itself; an empty one is the server's embedded Postgres.
 */
export async function setStage(env: Readonly<Record<string, string>> = {}): Promise<Stage> {
  const database = env.DATABASE_URL === undefined ? await createTestDatabase() : undefined
  const databaseUrl = env.DATABASE_URL ?? database?.connectionString ?? ''
  const server = await startFor(env, databaseUrl).catch(async (error: unknown) => {
    await database?.drop()
    throw error
  })
  const browser = await theBrowser()
  const complaints: string[] = []
  return {
    server,
    databaseUrl,
    complaints,
    async open(address = '/meetings', options = {}) {
      const page = await openPage(browser, server.url + address, options, complaints)
      return page
    },
    async close() {
      await server.stop()
      await database?.drop()
    },
  }
}

/**
 * The program itself where everything is to be as a newcomer finds it. Else a server in this process: a page cannot tell
 * them apart, and a program takes a second of work to load.
 */
async function startFor(env: Readonly<Record<string, string>>, databaseUrl: string): Promise<StageServer> {
  if (databaseUrl === '') return startServer({ ...env, DATABASE_URL: '' })
  const folder = await mkdtemp(path.join(tmpdir(), 'calsync-stage-'))
  const removeFolder = () => rm(folder, { recursive: true, force: true })
  try {
    const served = await serveHere({
      PORT: String(await freePort()),
      HOST: '127.0.0.1',
      DATA_DIR: folder,
      ...env,
      DATABASE_URL: databaseUrl,
    })
    return { url: served.url, output: served.log, stop: () => served.stop().then(removeFolder) }
  } catch (error) {
    await removeFolder()
    throw error
  }
}

let launched: Promise<Browser> | undefined

/** One for all files that this process runs, each with windows of its own; it ends with the process. */
function theBrowser(): Promise<Browser> {
  launched ??= launchBrowser()
  return launched
}

/** Waits until the server says that its first import has ended. */
export function imported(stage: Stage): Promise<void> {
  return ended(stage, 'import')
}

/** Waits until the server says that a check of this kind has ended well. */
export async function ended({ server }: Stage, trigger: 'import' | 'schedule'): Promise<void> {
  for (;;) {
    const response = await fetch(`${server.url}/api/calendly/runs?trigger=${trigger}&state=succeeded`)
    if (!response.ok) throw new Error(`GET /api/calendly/runs answered ${response.status}.`)
    const text = await response.text()
    if (text.includes('"succeeded"')) return
    await sleep(200)
  }
}

/** Waits until the page, its queries included, says it is done with its first load. */
export async function settled(page: Page): Promise<void> {
  await page.locator('[data-tone]').waitFor()
  await page.locator('[data-meeting], [aria-busy=false]').first().waitFor()
}

/** Breaches of WCAG 2.2 A and AA that axe calls serious or critical, each as one line. */
export async function seriousBreaches(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(AXE, 'utf8'))
  const { violations } = await page.evaluate<AxeAnswer>(
    `axe.run(document, ${JSON.stringify({ runOnly: LEVELS, resultTypes: ['violations'] })})`,
  )
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

interface AxeAnswer {
  readonly violations: readonly {
    readonly id: string
    readonly impact: string
    readonly nodes: readonly { readonly html: string }[]
  }[]
}

/** How many pixels the page can be scrolled sideways. */
export function sidewaysPx(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
}

/** How much has moved without anybody's doing since the page was opened: 0 for nothing, above 0.1 people lose their place (Layout Instability API). */
export function shifted(page: Page): Promise<number> {
  return page.evaluate<number>(`new Promise((resolve) => {
    let sum = 0
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) sum += value
    }).observe({ type: 'layout-shift', buffered: true })
    setTimeout(() => resolve(sum), 300)
  })`)
}

/** Keeps a picture for people to look at: `artifacts/browser/<name>.png`. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(ARTIFACTS, { recursive: true })
  await page.screenshot({ path: path.join(ARTIFACTS, `${name}.png`) })
}

async function openPage(
  browser: Browser,
  address: string,
  options: BrowserContextOptions,
  complaints: string[],
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    ...options,
  })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`)
  })
  await page.goto(address)
  return page
}
