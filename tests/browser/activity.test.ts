import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { looksAt } from './looks.ts'
import { enterPastRuns } from './past-runs.ts'
import { openPractice, type Practice } from './practice.ts'
import { imported, picture, type Stage, seriousBreaches, setStage, sidewaysPx } from './stage.ts'

/* Activity: one timeline, its filters, what a check changed, the log as a file, and that it holds still. */

let practice: Practice
let stage: Stage

beforeAll(async () => {
  practice = await openPractice()
  stage = await setStage(practice.env)
  await imported(stage)
  // A day and more: a failure, many quiet ones that fold, and enough that change something to fill the screen twice.
  await enterPastRuns(stage.databaseUrl, [
    { minutesAgo: 3000, state: 'failed' },
    ...[2000, 1990, 1980, 1970].map((minutesAgo) => ({ minutesAgo, state: 'succeeded' }) as const),
    ...Array.from(
      { length: 70 },
      (_, n) => ({ minutesAgo: 1900 - 10 * n, state: 'succeeded', found: 1 }) as const,
    ),
  ])
}, 240_000)

afterAll(async () => {
  await stage?.close()
  await practice?.close()
})

const entries = (page: Page) => page.locator('[data-entry]')
const entry = (page: Page, words: string | RegExp) => entries(page).filter({ hasText: words })

async function openActivity(query = '', options: Parameters<Stage['open']>[1] = {}): Promise<Page> {
  const page = await stage.open(`/activity${query}`, options)
  await page.locator('[data-tone]').waitFor()
  await page.locator('[data-entry], [aria-busy=false]').first().waitFor()
  return page
}

/** Something that nobody at the page knows of. */
async function ask(path: string, method: string, body: object = {}): Promise<unknown> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(stage.server.url + path, { method, headers, body: JSON.stringify(body) })
  expect(answer.status).toBe(200)
  return answer.json()
}
const syncElsewhere = () => ask('/api/calendly/sync', 'POST')

async function pauseAndResume(): Promise<void> {
  const accounts = await (await fetch(`${stage.server.url}/api/calendly/accounts`)).json()
  const { id } = Object(accounts).data[0]
  await ask(`/api/calendly/accounts/${id}`, 'PATCH', { state: 'paused' })
  await ask(`/api/calendly/accounts/${id}`, 'PATCH', { state: 'active' })
}

test('checks and settings stand in one line by days, newest first, many quiet checks as one', async () => {
  await pauseAndResume()
  const page = await openActivity()
  await page.getByRole('heading', { name: /^Today/ }).waitFor()
  await page.getByRole('heading', { name: /^Yesterday/ }).waitFor()
  await entry(page, 'Account resumed').getByText('paused → active · by you').waitFor()
  await entry(page, 'Account paused').getByText('active → paused · by you').waitFor()
  await page.getByRole('button', { name: 'Load more' }).click()
  await entry(page, '4 checks, none of which found a change').waitFor()
  const times = await page.evaluate<string[]>(
    `[...document.querySelectorAll('[data-entry] time')].map((each) => each.dateTime)`,
  )
  expect(times).toEqual(times.toSorted().reverse())
})

test('a check opens in place and shows the meetings that it changed, which open as well', async () => {
  const page = await openActivity()
  await page.getByRole('searchbox').fill('first import')
  await page.getByRole('link', { name: 'First import' }).click()
  const run = page.locator('[data-run=succeeded]')
  await run.getByText('Calls to Calendly').waitFor()
  await run.getByRole('link', { name: 'Maria Santos' }).waitFor()
  await run.getByText('Cancelled', { exact: true }).waitFor() // Nora, who came and went before anybody looked
  await picture(page, 'activity-run')
  await run.getByRole('link', { name: 'Tom Weber' }).click()
  await page.getByRole('dialog').getByText('The plans of Tom Weber').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'First import' }).click()
  await run.waitFor({ state: 'detached' })
})

test('a failed check tells its error in four parts, also by a link to what the list does not hold', async () => {
  const page = await openActivity('?outcome=bad')
  await entry(page, 'Scheduled check').getByRole('link').click()
  const run = page.locator('[data-run=failed]')
  await run.getByText('Calendly had a fault of its own.').waitFor()
  await run.getByText('What could not be read stays in your list as it was.').waitFor()
  await run.getByText(/The next check is/).waitFor()
  await run.getByText('Nothing to do: it has not come up again since.').waitFor()
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await run.getByRole('button', { name: 'Copy link to this check' }).click()
  await run.getByText('Copied').waitFor()
  const link = new URL(await page.evaluate<string>('navigator.clipboard.readText()'))
  const again = await openActivity(`${link.search}&kind=setting`)
  await again.getByRole('heading', { name: 'Linked check' }).waitFor()
  await again.locator('[data-run=failed]').waitFor()
  await again.getByRole('link', { name: 'Close' }).click()
  await again.locator('[data-run=failed]').waitFor({ state: 'detached' })
})

test('the filters stand in the address and outlast a reload; one without hits says what to do', async () => {
  const page = await openActivity()
  await page.keyboard.press('f')
  await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('SELECT')
  await page.getByLabel('Kind').selectOption('Settings')
  await entry(page, 'Account paused').waitFor()
  await entry(page, 'Scheduled check').first().waitFor({ state: 'detached' })
  await page.reload()
  await entry(page, 'Account paused').waitFor()
  expect(await page.getByLabel('Kind').inputValue()).toBe('setting')
  const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  await page.getByLabel('From day').fill(day)
  await page.getByText('Nothing matches these filters').waitFor()
  expect(new URL(page.url()).search).toBe(`?kind=setting&from=${day}`)
  await page.getByRole('link', { name: 'Clear filters' }).click()
  await entry(page, 'Scheduled check').first().waitFor()
})

test('what is filtered is a file, each entry by itself', async () => {
  const page = await openActivity('?kind=run')
  const read = async (format: string) => {
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: `Log as ${format}` }).click()
    const file = await download
    expect(file.suggestedFilename()).toBe(`calendly-sync-activity.${format.toLowerCase()}`)
    return readFile(await file.path(), 'utf8')
  }
  const lines = (await read('CSV')).trim().split('\r\n')
  expect(lines[0]).toBe('at,kind,title,outcome,state,accountId,runId,deliveryId,summary')
  const parsed: unknown = JSON.parse(await read('JSON'))
  expect(Object(parsed)).toHaveLength(lines.length - 1)
  expect(lines.length).toBeGreaterThan(75)
  expect(lines.every((line, index) => index === 0 || line.includes(',run,'))).toBe(true)
})

test('at the top new entries come by themselves; while one reads they wait, and nothing moves', async () => {
  const page = await openActivity('?kind=run')
  practice.book('Lena Early', 6)
  await syncElsewhere()
  await entry(page, /Check asked for.*1 new/).waitFor()

  const read = entries(page).nth(12)
  await read.scrollIntoViewIfNeeded()
  await page.mouse.wheel(0, 300)
  await expect.poll(() => page.evaluate<number>('window.scrollY')).toBeGreaterThan(100)
  const before = await read.boundingBox()
  const first = await entries(page).first().textContent()
  for (const [name, days] of [
    ['Otto Above', 7],
    ['Paula Behind', 8],
  ] as const) {
    practice.book(name, days)
    await syncElsewhere()
  }
  const more = page.getByRole('button', { name: '2 new entries' })
  await more.waitFor()
  expect(await entries(page).first().textContent()).toBe(first)
  expect(Math.abs(((await read.boundingBox())?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(2)
  await picture(page, 'activity-held')
  await more.click()
  await more.waitFor({ state: 'detached' })
  expect(await entries(page).first().textContent()).not.toBe(first)
  await expect.poll(() => page.evaluate<number>('window.scrollY')).toBe(0)
  await expect.poll(() => page.evaluate('document.activeElement.closest("[data-entry]") !== null')).toBe(true)
})

test.each(looksAt(360, 1440))(
  'Activity has no serious fault of access: $colorScheme, $width px',
  async (look) => {
    const { colorScheme, width } = look
    const page = await openActivity('?q=first+import', { colorScheme, viewport: { width, height: 800 } })
    await page.getByRole('link', { name: 'First import' }).click()
    await page.locator('[data-run]').getByRole('link', { name: 'Maria Santos' }).waitFor()
    expect(await seriousBreaches(page)).toEqual([])
    expect(await sidewaysPx(page)).toBe(0)
    await picture(page, `activity-${colorScheme}-${width}`)
  },
)

test('nothing on the page breaks the rules that the server sets for it', () => {
  expect(stage.complaints).toEqual([])
})
