import type { HeldAnswer } from 'calendly-simulator'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { looksAt } from './looks.ts'
import { enterPastRuns } from './past-runs.ts'
import { openPractice, type Practice } from './practice.ts'
import { imported, picture, type Stage, seriousBreaches, setStage, settled, sidewaysPx } from './stage.ts'

/* Home: the first import, the button's states, the strip, the figures, and one account of three that fails. */

let practice: Practice
let stage: Stage
/** Keeps the first import from ending. */
let held: HeldAnswer

beforeAll(async () => {
  practice = await openPractice()
  held = practice.simulator.faults.hold({ template: '/scheduled_events/{uuid}/invitees', nth: 3 })
  stage = await setStage(practice.env)
  await held.arrived // before Calendly has told whose the token is, a stream is refused, and the browser notes it
}, 240_000)

afterAll(async () => {
  await stage?.close()
  await practice?.close()
})

const button = (page: Page) => page.getByRole('button', { name: /Sync Calendly/ })
const state = (page: Page, name: string) => page.locator(`[data-sync=${name}]`)
const said = (page: Page, words: RegExp | string) => page.locator('[data-sync]').getByText(words)

async function openHome(address = '/', options: Parameters<Stage['open']>[1] = {}): Promise<Page> {
  const page = await stage.open(address, options)
  await settled(page)
  return page
}

test('a first import tells how far it is, and what was read is there before it ends', async () => {
  const page = await openHome()
  await held.arrived
  await page.getByRole('heading', { name: 'Your first import' }).waitFor()
  await page.getByRole('progressbar').waitFor()
  await page.getByText(/\d+ % · \d+ of about \d+ · .+ left/).waitFor()
  await page.locator('[data-meeting]').first().waitFor()
  expect(await page.getByRole('heading', { name: 'Next steps' }).count()).toBe(0)
  await picture(page, 'home-first-import')
  held.release()
  await imported(stage)
  await page.getByRole('heading', { name: 'Your first import' }).waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Open Webhooks' }).waitFor()
  await page.getByRole('link', { name: 'Open Alerts' }).waitFor()
  await page.getByRole('button', { name: 'Put away' }).click()
  await page.reload()
  await settled(page)
  expect(await page.getByRole('heading', { name: 'Next steps' }).count()).toBe(0)
})

test('the button is idle, queued, running with counts, and done with what changed', async () => {
  const { faults } = practice.simulator
  const page = await openHome()
  await state(page, 'idle').waitFor()
  await said(page, /^Last check .+: \d+ new, \d+ updated, \d+ cancelled, \d+ checked/).waitFor()
  await picture(page, 'sync-idle')

  let go = () => {}
  const gate = new Promise<void>((resolve) => {
    go = resolve
  })
  await page.route('**/api/calendly/sync', async (route) => {
    await gate
    await route.continue()
  })
  const list = faults.hold({ template: '/scheduled_events' })
  practice.book('Ines Duarte', 2)
  await button(page).click()
  await state(page, 'queued').waitFor()
  await picture(page, 'sync-queued')
  go()
  await list.arrived
  await state(page, 'running').waitFor()
  await said(page, /: .*\d+ new, \d+ updated, \d+ cancelled, \d+ calls?$/).waitFor()
  await picture(page, 'sync-running')
  await page.getByRole('button', { name: 'Checking Calendly' }).click()
  await said(page, 'You joined the check under way.').waitFor()
  list.release()
  await state(page, 'done').waitFor()
  await said(page, /^Done: 1 new, 0 updated, 0 cancelled, \d+ checked, \d+\.\d s$/).waitFor()
  await picture(page, 'sync-done')
})

test('what the last check changed is two steps away: the meeting itself', async () => {
  const page = await openHome()
  await page.getByRole('link', { name: 'What did the last check change?' }).click()
  await page.locator('[data-run=succeeded]').getByRole('link', { name: 'Ines Duarte' }).click()
  await page.getByRole('dialog').getByText('The plans of Ines Duarte').waitFor()
})

test('while Calendly limits us the button counts down, and goes on by itself', async () => {
  const page = await openHome()
  practice.simulator.faults.add({
    kind: 'status',
    status: 429,
    template: '/scheduled_events',
    headers: { 'x-ratelimit-reset': '12' },
    times: 1,
  })
  await button(page).click()
  await state(page, 'waiting').waitFor()
  await said(page, /^Calendly is limiting us until .+ \(\d+ s\); this goes on by itself\.$/).waitFor()
  await picture(page, 'sync-waiting')
  await state(page, 'done').waitFor({ timeout: 60_000 })
})

test('a check that fails is told in four parts, among the open problems too, with one thing to press', async () => {
  const { faults } = practice.simulator
  const page = await openHome()
  faults.add({ kind: 'status', status: 500 })
  await button(page).click()
  await state(page, 'failed').waitFor()
  await said(page, 'Your list stays as it was.').waitFor()
  const problem = page.locator('[data-problem=check]')
  await problem.getByText('Clara Falkenberg: Calendly had a fault of its own').waitFor()
  await problem.getByText(/Its meetings in your list are as of/).waitFor()
  await problem.getByText(/We try again/).waitFor()
  await problem.getByText(/Nothing to do/).waitFor()
  await picture(page, 'sync-failed')
  faults.clear()
  await problem.getByRole('button', { name: 'Check again now' }).click()
  await problem.waitFor({ state: 'detached' })
})

test('the strip shows each check by shape and colour, is walked with arrow keys, and opens the check', async () => {
  const [, failed] = await enterPastRuns(stage.databaseUrl, [
    { minutesAgo: 600, state: 'succeeded', found: 2 },
    { minutesAgo: 300, state: 'failed' },
    { minutesAgo: 120, state: 'partial', found: 1 },
    { minutesAgo: 60, state: 'succeeded' },
  ])
  const page = await openHome()
  const strip = page.getByRole('toolbar', { name: 'Checks, last 24 hours' })
  await strip.locator('[data-outcome=failed]').first().waitFor()
  expect(await strip.locator('[data-at]').count()).toBe(96)
  const focused = () => page.locator(':focus').getAttribute('data-outcome')
  await strip.locator('[data-cell][tabindex="0"]').focus()
  await page.keyboard.press('Home')
  for (const [key, outcome] of [
    ['ArrowRight', 'failed'],
    ['ArrowRight', 'partial'],
    ['ArrowRight', 'quiet'],
    ['ArrowLeft', 'partial'],
    ['ArrowLeft', 'failed'],
    ['Home', 'changed'],
    ['ArrowDown', 'failed'],
  ] as const) {
    await page.keyboard.press(key)
    await expect.poll(focused).toBe(outcome)
  }
  expect(await strip.locator('[tabindex="0"]').count()).toBe(1)
  expect(await page.locator(':focus').getAttribute('aria-label')).toMatch(/: Failed\. 0 new/)
  await page.getByRole('list', { name: 'Legend' }).getByText('Partly done').waitFor()
  await picture(page, 'home-strip')
  await page.keyboard.press('Enter')
  await page.locator('[data-run=failed]').getByText('Calendly had a fault of its own.').waitFor()
  expect(new URL(page.url()).searchParams.get('run')).toBe(failed)
})

test('a week and a month stand in the address, and the strip is a table as well', async () => {
  const page = await openHome()
  await page.getByRole('link', { name: '7 days' }).first().click()
  await page.getByRole('toolbar', { name: 'Checks, last 7 days' }).waitFor()
  await expect.poll(() => page.locator('[data-at]').count()).toBe(168)
  await page.reload()
  await page.getByRole('toolbar', { name: 'Checks, last 7 days' }).waitFor()
  await page.getByRole('button', { name: 'Table' }).first().click()
  const table = page.getByRole('table', { name: 'Checks' })
  await table.getByRole('cell', { name: 'Failed', exact: true }).first().waitFor()
  await table.getByRole('button', { name: 'Outcome' }).click()
  await picture(page, 'home-passes-table')
  await table.getByRole('link').first().click()
  await page.locator('[data-run]').waitFor()
})

test('each figure is a table and a CSV too', async () => {
  const page = await openHome()
  const titles = ['Age of the list', 'Delay of webhooks', 'Calls to Calendly', 'Changes', 'Meetings per week']
  await page.getByRole('heading', { name: 'Figures' }).scrollIntoViewIfNeeded()
  for (const title of titles) {
    const figure = page.getByRole('figure').filter({ hasText: title }).first()
    await figure.locator('canvas').waitFor()
    const download = page.waitForEvent('download')
    await figure.getByRole('button', { name: 'CSV' }).click()
    expect((await download).suggestedFilename()).toBe(`${title.toLowerCase().replaceAll(' ', '-')}.csv`)
    await figure.getByRole('button', { name: 'Table' }).click()
    await figure.getByRole('table', { name: title }).getByRole('row').nth(1).waitFor()
  }
  await picture(page, 'home-figures-tables')
})

test.each(looksAt(360, 1440))(
  'Home has no serious fault of access: $colorScheme, $width px',
  async (look) => {
    const { colorScheme, width } = look
    const page = await openHome('/', { colorScheme, viewport: { width, height: 800 } })
    await page.locator('[data-cell]').first().waitFor()
    await page.getByRole('heading', { name: 'Figures' }).scrollIntoViewIfNeeded()
    await page.locator('canvas').nth(4).waitFor()
    expect(await seriousBreaches(page)).toEqual([])
    expect(await sidewaysPx(page)).toBe(0)
    await picture(page, `home-figures-${colorScheme}-${width}`)
    await page.evaluate('window.scrollTo(0, 0)')
    await picture(page, `home-${colorScheme}-${width}`)
  },
)

test('one account of three that fails is told by name; the other two are complete', async () => {
  const { world, people, tokens } = practice.simulator
  const third = world.addUser({
    name: 'Rosa Third',
    email: 'rosa@falkenberg-partner.example',
    organization: people.organization,
  })
  const connect = async (token: string) => {
    const body = JSON.stringify({ token })
    const headers = { 'content-type': 'application/json' }
    const url = `${stage.server.url}/api/calendly/accounts`
    expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(201)
  }
  await connect(tokens.member)
  await connect(tokens.of(third))
  const page = await openHome()
  await expect.poll(() => page.locator('[data-account]').count()).toBe(3)
  await page.locator('[data-tone=good]').waitFor({ timeout: 60_000 })
  tokens.revoke(tokens.of(third))
  await button(page).click()
  await state(page, 'partial').waitFor({ timeout: 60_000 })
  await said(page, /^Rosa Third: Calendly no longer accepts the token/).waitFor()
  await page.locator('[data-tone=late]').getByText('2 of 3 accounts complete').waitFor()
  const problem = page.locator('[data-problem=accounts]')
  await problem.getByText(/^Rosa Third: Calendly no longer accepts the token/).waitFor()
  await problem.getByRole('link', { name: 'Open Accounts' }).waitFor()
  await page.locator('[data-meeting]').first().waitFor()
  expect(await seriousBreaches(page)).toEqual([])
  await picture(page, 'home-one-of-three')
  await page.getByRole('link', { name: 'What did the last check change?' }).click()
  const run = page.locator('[data-run=partial]')
  await run.getByText('By account').waitFor()
  await run.getByText('What could not be read stays in your list as it was.').waitFor()
  await picture(page, 'activity-partial')
}, 180_000)

afterEach(() => practice.simulator.faults.clear())

test('nothing on the page breaks the rules that the server sets for it', () => {
  expect(stage.complaints).toEqual([])
})
