import { mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { launchBrowser } from '../support/browser.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { buildWebApp } from '../support/web-app.ts'

/** A running server with a browser in front of it. */
export interface Stage {
  readonly server: TestServer
  /** A fresh window at the list of meetings, as a person with no history would open it; what it complained about is in `complaints`. */
  open(address?: string, options?: BrowserContextOptions): Promise<Page>
  /** Errors of scripts and breaches of the Content-Security-Policy, on any page so far. */
  readonly complaints: string[]
  close(): Promise<void>
}

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const ARTIFACTS = fileURLToPath(new URL('../../artifacts/browser/', import.meta.url))

export async function setStage(env: Readonly<Record<string, string>> = {}): Promise<Stage> {
  await buildWebApp()
  const server = await startServer(env)
  const browser = await launchBrowser().catch(async (error: unknown) => {
    await server.stop()
    throw error
  })
  const complaints: string[] = []
  return {
    server,
    complaints,
    open: (address = '/meetings', options = {}) =>
      openPage(browser, server.url + address, options, complaints),
    async close() {
      await browser.close()
      await server.stop()
    },
  }
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
    `axe.run(document, { runOnly: ${JSON.stringify(LEVELS)} })`,
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
  const page = await context.newPage()
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await page.goto(address)
  return page
}
