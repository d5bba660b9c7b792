import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { createSimulator } from 'calendly-simulator'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../tests/support/browser.ts'
import { startDatabase } from './support/database.ts'
import { booking, type Host, signingKey } from './support/deliveries.ts'
import { isQuick, median, percentile, report } from './support/figure.ts'
import { postPaced } from './support/post-load.ts'
import { startServerProcess } from './support/server-process.ts'

/*
 * The page, in a real Chromium whose processor is slowed four times, before an adviser with 50,000 meetings: first content and
 * first row, a filter, the drawer, and (not slowed) from sending a delivery to its row painted in an open page. Server,
 * database, simulator and browser share the machine. Each is timed inside the page, from the event to the frame after it;
 * beside it stands what the same question takes the server alone, asked by the page's own fetch.
 */

const meetings = isQuick() ? 2000 : 50_000
const loads = isQuick() ? 3 : 9
const changes = isQuick() ? 3 : 15
const perSecond = 5
const forMs = isQuick() ? 4000 : 20_000
const SLOWER = 4
const ROOT = path.resolve(import.meta.dirname, '..')

/**
 * Resolves with the task after the first frame that shows it: what is there when a frame's callbacks run is in that frame,
 * and a timer that they set runs once it is drawn (HTML standard, "update the rendering").
 */
const DRAWN = `(isThere) => new Promise((resolve) => {
  const look = () => (isThere() ? setTimeout(resolve) : requestAnimationFrame(look))
  requestAnimationFrame(look)
})`

/**
 * Chooses another event type or, in turn with it, another last day, as a person does, and waits for the list that is not
 * the old one, drawn. No choice is made twice: what was asked before is shown from memory.
 */
const CHANGE_FILTER = `async (change) => {
  const ids = () => [...document.querySelectorAll('[data-meeting]')].map((row) => row.dataset.meeting).join()
  const busy = () => document.querySelector('main [aria-busy=true]') !== null
  const choose = (field, value) => {
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value').set.call(field, value)
    field.dispatchEvent(new Event('change', { bubbles: true }))
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
  const types = document.querySelector('select[aria-label="Event type"]')
  const values = [...types.options].map(({ value }) => value).filter(Boolean).sort() // the menu's order is that of its counts
  const lastDay = [...document.querySelectorAll('input[type=date]')].at(-1)
  const before = ids()
  performance.clearResourceTimings()
  const at = performance.now()
  if (change % 2) choose(lastDay, new Date(Date.now() - change * 20 * 86400000).toISOString().slice(0, 10))
  else choose(types, values[(change / 2) % values.length])
  await (${DRAWN})(() => !busy() && ids() !== before)
  const took = performance.now() - at
  const question = performance.getEntriesByType('resource').find(({ name }) => name.includes('/api/meetings?'))
  return [took, question.name]
}`

const OPEN_DRAWER = `async (change) => {
  const row = document.querySelectorAll('[data-meeting]')[change]
  const at = performance.now()
  row.click()
  await (${DRAWN})(() => document.querySelector('dialog[open] #meeting-title') !== null)
  return performance.now() - at
}`

/** When the first content was painted, and when a row is seen: rows may be there before the page is shown (decision 0025). */
const SEEN = `new Promise((resolve) => {
  const look = () => {
    const [first] = performance.getEntriesByName('first-contentful-paint')
    if (first && !document.querySelector('.late')) resolve([first.startTime, performance.now()])
    else requestAnimationFrame(look)
  }
  look()
})`

/** Notes when each row was first in a painted frame, by the machine's clock. */
const WATCH_ROWS = `(() => {
  window.seenRows = new Map()
  const look = () => {
    for (const { dataset } of document.querySelectorAll('[data-meeting]'))
      if (!window.seenRows.has(dataset.meeting)) window.seenRows.set(dataset.meeting, Date.now())
    requestAnimationFrame(look)
  }
  look()
})()`

const database = await startDatabase({ fsync: 'on', synchronous_commit: 'on' })
const simulator = await createSimulator({
  world: 'meetings',
  meetings,
  rateLimitPerMinute: Number.POSITIVE_INFINITY,
})
const { url: origin } = await simulator.listen()
const server = await startServerProcess({
  DATABASE_URL: database.connectionString,
  CALENDLY_PERSONAL_ACCESS_TOKEN: simulator.tokens.adviser,
  CALENDLY_API_URL: origin,
  CALENDLY_WEBHOOK_SIGNING_KEY: signingKey,
  SYNC_STARTUP_DELAY_SECONDS: '86400',
})
let browser: Browser | undefined
try {
  await imported()
  await database.admin.query('VACUUM ANALYZE')
  browser = await launchBrowser()
  const home = await firstContent(browser, '/')
  const list = await firstContent(browser, '/meetings')
  const page = await open(browser, SLOWER)
  await page.goto(`${server.url}/meetings?view=past`)
  await rowsAreThere(page)
  const filter = await timeFilters(page)
  const search = await timeSearches(page)
  await page.screenshot({ path: path.join(ROOT, 'artifacts/bench/b12-meetings.png') })
  const drawer = await timeDrawer(page)
  await page.context().close()
  const live = await timeLive(browser)
  const script = await firstScript()
  report({
    sizes: `${meetings} meetings, processor ${SLOWER} × slower (but for the last), 1440 × 900`,
    figures: [
      { ...spent('first content of Home, median', home.content), target: { atMost: 1000 } },
      { ...spent('first content of Meetings, median', list.content), target: { atMost: 1000 } },
      spent('first row of Meetings, median', list.row),
      { ...spent('a filter to its rows, median', filter.tookMs), target: { atMost: 150 } },
      spent('the same question, the server alone, median', filter.serverMs),
      spent('a word of a search to its rows, median', search),
      { ...spent('a row to its open drawer, median', drawer), target: { atMost: 100 } },
      {
        name: 'first JavaScript, gzip',
        value: script / 1000,
        unit: 'kB' as const,
        target: { atMost: 180 },
        measured: 'index.html’s script and what it imports at once',
      },
      {
        name: 'delivery to the painted row of an open page, p99',
        value: percentile(live, 0.99),
        unit: 'ms' as const,
        target: { atMost: 1000 },
        measured: `of ${live.length}; median ${median(live).toFixed(0)} ms, longest ${Math.max(...live).toFixed(0)} ms`,
      },
    ],
  })
} finally {
  await browser?.close()
  await server.stop()
  await simulator.close()
  await database.stop()
}

function spent(name: string, ms: readonly number[]) {
  return {
    name,
    value: median(ms),
    unit: 'ms' as const,
    measured: `of ${ms.length}; longest ${Math.max(...ms).toFixed(0)} ms`,
  }
}

/** A window with nothing in its cache. */
async function open(from: Browser, slower: number): Promise<Page> {
  const context = await from.newContext({ viewport: { width: 1440, height: 900 }, timezoneId: 'UTC' })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower })
  return page
}

function rowsAreThere(page: Page): Promise<void> {
  return page.locator('[data-meeting]').first().waitFor({ timeout: 60_000 })
}

async function firstContent(from: Browser, address: string) {
  const content: number[] = []
  const row: number[] = []
  for (let load = 0; load < loads; load++) {
    const page = await open(from, SLOWER)
    await page.goto(server.url + address)
    await rowsAreThere(page)
    const [painted = Number.NaN, shown = Number.NaN] = await page.evaluate<number[]>(SEEN)
    content.push(painted)
    row.push(shown)
    await page.context().close()
  }
  return { content, row }
}

/** From a choice to the frame that shows its rows. */
async function timeFilters(page: Page): Promise<{ tookMs: number[]; serverMs: number[] }> {
  await page
    .getByRole('combobox', { name: 'Event type' })
    .locator('option')
    .nth(1)
    .waitFor({ state: 'attached' })
  const tookMs: number[] = []
  const serverMs: number[] = []
  for (let change = 0; change < changes; change++) {
    await page.waitForTimeout(1000) // what the change before has set going is over
    const [took, question] = await page.evaluate<[number, string]>(`(${CHANGE_FILTER})(${change})`)
    tookMs.push(took)
    await page.waitForTimeout(1000) // the counts are asked for behind the rows
    serverMs.push(
      await page.evaluate<number>(
        `(async () => { const at = performance.now(); await (await fetch(${JSON.stringify(question)}, { cache: 'no-store' })).text(); return performance.now() - at })()`,
      ),
    )
  }
  return { tookMs, serverMs }
}

/** A whole word typed at once: with the moment in which the page waits whether more is typed. */
async function timeSearches(page: Page): Promise<number[]> {
  const tookMs: number[] = []
  const words = ['anna', 'weber', 'muller', 'schmidt', 'sofia', 'becker', 'max', 'lena']
  for (const word of words.slice(0, changes)) {
    await page.waitForTimeout(1000)
    const asked = page.waitForResponse((answer) => answer.url().includes(`q=${word}`))
    const began = performance.now()
    await page.getByRole('searchbox', { name: 'Search meetings' }).fill(word)
    await asked
    await page.locator('main [aria-busy=false]').first().waitFor()
    tookMs.push(performance.now() - began)
  }
  await page.getByRole('searchbox', { name: 'Search meetings' }).fill('')
  await page.waitForTimeout(1000)
  return tookMs
}

/** From a click on a row to the frame that shows its drawer with the meeting's name. */
async function timeDrawer(page: Page): Promise<number[]> {
  const tookMs: number[] = []
  for (let change = 0; change < changes; change++) {
    await page.waitForTimeout(1000) // what the change before has set going is over
    tookMs.push(await page.evaluate<number>(`(${OPEN_DRAWER})(${change})`))
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
  return tookMs
}

/** Bookings that come by webhook, each the soonest of all, while the page shows what is ahead. */
async function timeLive(from: Browser): Promise<number[]> {
  const { uri, email, name } =
    simulator.world.users().find((one) => one.uri === simulator.people.adviser) ?? {}
  if (!uri || !email || !name) throw new Error('the world has its adviser')
  const host: Host = { uri, email, name }
  const page = await open(from, 1)
  const stream = page.waitForResponse((response) => response.url().endsWith('/api/events'))
  await page.goto(`${server.url}/meetings`)
  await stream
  await rowsAreThere(page)
  await page.evaluate(WATCH_ROWS)
  let number = 0
  const soonMs = Date.now() + 3_600_000
  const sentAt = new Map<string, number>()
  await postPaced(
    `${server.url}/api/calendly/webhook`,
    perSecond,
    forMs,
    // Each sooner than the one before, so that it is the first of the list.
    () => booking(host, `page-${number++}`, soonMs - number * 1000),
    (delivery) => sentAt.set(delivery.eventUuid, Date.now()),
  )
  await sleep(3000)
  const { rows } = await database.admin.query<{ id: string; uuid: string }>(
    `SELECT id, calendly_event_uuid AS uuid FROM public.meetings WHERE calendly_event_uuid LIKE 'bench-page-%'`,
  )
  const seen = new Map(await page.evaluate<[string, number][]>('[...window.seenRows]'))
  return rows.map(
    ({ id, uuid }) => (seen.get(id) ?? Number.POSITIVE_INFINITY) - (sentAt.get(uuid) ?? Number.NaN),
  )
}

/** Bytes of the scripts that index.html names and that those import before anything is asked for. */
async function firstScript(): Promise<number> {
  const folder = path.join(ROOT, 'packages/web/dist')
  const html = await readFile(path.join(folder, 'index.html'), 'utf8')
  const named = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, file]) => file ?? '')
  const found = new Set<string>()
  const follow = async (file: string): Promise<void> => {
    if (found.has(file)) return
    found.add(file)
    const text = await readFile(path.join(folder, file), 'utf8')
    const imports = [...text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)]
    for (const [, other] of imports) await follow(`assets/${other}`)
  }
  for (const file of named) await follow(file)
  const sizes = await Promise.all(
    [...found].map(async (file) => gzipSync(await readFile(path.join(folder, file)), { level: 9 }).length),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

async function imported(): Promise<void> {
  for (;;) {
    const answer = await fetch(`${server.url}/api/calendly/runs?trigger=import&state=succeeded`)
    if (answer.ok && (await answer.text()).includes('"succeeded"')) return
    await sleep(500)
  }
}
