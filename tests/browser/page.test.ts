import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { looksAt } from './looks.ts'
import { openPractice, type Practice } from './practice.ts'
import {
  imported,
  picture,
  type Stage,
  seriousBreaches,
  setStage,
  settled,
  shifted,
  sidewaysPx,
} from './stage.ts'

let practice: Practice
let stage: Stage

beforeAll(async () => {
  practice = await openPractice()
  stage = await setStage(practice.env)
  await imported(stage)
}, 240_000)

afterAll(async () => {
  await stage?.close()
  await practice?.close()
})

afterEach(() => practice.simulator.faults.clear())

const row = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name })
const button = (page: Page) => page.getByRole('button', { name: /Sync Calendly/ })
/** What the page says beside the button. */
const said = (page: Page, words: RegExp | string) => page.locator('[data-sync]').getByText(words)
const SCREENS = [
  '/',
  '/meetings',
  '/clients',
  '/activity',
  '/webhooks',
  '/accounts',
  '/alerts',
  '/operations',
  '/setup',
]
const drawer = (page: Page) => page.getByRole('dialog')

test('says up to when the list is complete, and shows the meetings under their days', async () => {
  const page = await stage.open()
  await page.getByText(/Upcoming complete as of \d\d:\d\d \(.+\) · past as of .+\. Next check/).waitFor()
  await row(page, 'Maria Santos').waitFor()
  const { start_time } = practice.simulator.world.event(practice.maria.event) ?? {}
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(start_time ?? 0),
  )
  await page.getByRole('heading', { level: 2, name: day }).waitFor()
  expect(await page.locator('[data-meeting]').allTextContents()).toEqual(['Maria Santos', 'Tom Weber'])
})

test('the button ends with the counts of what changed, and the new meeting is there', async () => {
  const page = await stage.open()
  await settled(page)
  practice.book('Ines Duarte', 2)
  await button(page).click()
  await said(page, /^Done: 1 new, 0 updated, 0 cancelled, \d+ checked, \d+\.\d s$/).waitFor()
  await row(page, 'Ines Duarte').waitFor()
  expect(await page.getByRole('status').textContent()).toMatch(/^Done: 1 new/)
  await picture(page, 'done-light-1440')
})

test('a meeting that was cancelled leaves the upcoming ones and is struck out among the cancelled, with its reason', async () => {
  const { invitee } = practice.book('Olga Brandt', 4)
  const page = await stage.open()
  await settled(page)
  await button(page).click()
  await said(page, /^Done: 1 new/).waitFor()
  await row(page, 'Olga Brandt').waitFor()
  // Told to nobody, so that it is the check which finds it.
  const { world } = practice.simulator
  world.at(world.now(), () => world.cancelInvitee(invitee, { reason: 'Caught a cold' }))
  await button(page).click()
  await said(page, /^Done: 0 new, 0 updated, 1 cancelled/).waitFor()
  await row(page, 'Olga Brandt').waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Cancelled' }).click()
  await row(page, 'Olga Brandt').getByText('Caught a cold').waitFor()
  const lines = `[...document.querySelectorAll('[data-meeting]')].map((name) => getComputedStyle(name).textDecorationLine)`
  expect(await page.evaluate<string[]>(lines)).toEqual(['line-through', 'line-through'])
  expect(await row(page, 'Nora Lind').count()).toBe(1)
  await picture(page, 'cancelled-light-1440')
})

test('who did not come is under No-show', async () => {
  const page = await stage.open('/meetings?view=no-show')
  await row(page, 'Ken Adachi').getByText('No-show').waitFor()
  expect(await page.locator('[data-meeting]').count()).toBe(1)
})

test('the search narrows the list, lives in the address, and says so when nothing is found', async () => {
  const page = await stage.open()
  await settled(page)
  await page.keyboard.press('/')
  await page.keyboard.type('weber')
  await row(page, 'Maria Santos').waitFor({ state: 'detached' })
  expect(new URL(page.url()).searchParams.get('q')).toBe('weber')
  await page.reload()
  await row(page, 'Tom Weber').waitFor()
  expect(await page.locator('[data-meeting]').count()).toBe(1)
  await page.getByRole('searchbox').fill('nobody at all')
  await page.getByText('Nothing in “Upcoming” matches').waitFor()
  await page.getByRole('link', { name: 'Clear' }).last().click()
  await row(page, 'Maria Santos').waitFor()
})

test('a meeting opens beside the list, tells its answers and what wrote it, and is a link', async () => {
  const page = await stage.open()
  await page.getByRole('link', { name: 'Maria Santos' }).click()
  await drawer(page).getByText('The plans of Maria Santos').waitFor()
  await drawer(page).getByText('Explain this row').waitFor()
  await drawer(page).getByText('First seen').waitFor()
  await drawer(page).getByText('America/New_York').waitFor()
  const again = await stage.open(new URL(page.url()).search.replace(/^/, '/meetings'))
  await drawer(again).getByText('The plans of Maria Santos').waitFor()
})

test('everything can be done with keys alone', async () => {
  const page = await stage.open()
  await settled(page)
  await page.locator('[data-meeting]').nth(1).waitFor()
  await page.keyboard.press('s')
  await said(page, /^Done: /).waitFor()
  // Each key waits for the one before: on a busy machine the page draws later than a test types.
  const focused = () => page.locator(':focus').textContent()
  for (const [key, name] of [
    ['j', 'Maria Santos'],
    ['j', await page.locator('[data-meeting]').nth(1).textContent()],
    ['k', 'Maria Santos'],
  ] as const) {
    await page.keyboard.press(key)
    await expect.poll(focused).toBe(name)
  }
  await page.keyboard.press('Enter')
  await drawer(page).getByText('The plans of Maria Santos').waitFor()
  await page.keyboard.press('j')
  await drawer(page).getByText('The plans of Maria Santos').waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
  await expect.poll(() => new URL(page.url()).searchParams.has('meeting')).toBe(false)
  await drawer(page).waitFor({ state: 'detached' })
})

test('single keys can be turned off', async () => {
  const page = await stage.open()
  await settled(page)
  await page.keyboard.press('Shift+?')
  await page.getByRole('button', { name: 'Turn keys off' }).click()
  await page.keyboard.press('Escape')
  await page.keyboard.press('/')
  expect(await page.locator('input:focus').count()).toBe(0)
})

test.each(looksAt(360, 768, 1440))(
  'has no serious fault of access and never scrolls sideways: $colorScheme, $width px',
  async (look) => {
    const { colorScheme, width } = look
    const page = await stage.open('/meetings', { colorScheme, viewport: { width, height: 800 } })
    await settled(page)
    await row(page, 'Maria Santos').waitFor()
    expect(await seriousBreaches(page)).toEqual([])
    expect(await sidewaysPx(page)).toBe(0)
    await picture(page, `upcoming-${colorScheme}-${width}`)
    await page.getByRole('link', { name: 'Maria Santos' }).click()
    await drawer(page).getByText('The plans of Maria Santos').waitFor()
    expect(await seriousBreaches(page)).toEqual([])
    expect(await sidewaysPx(page)).toBe(0)
    await picture(page, `meeting-${colorScheme}-${width}`)
  },
)

test('a check that failed is told in full, and the list stays', async () => {
  const { faults } = practice.simulator
  const page = await stage.open()
  await settled(page)
  faults.add({ kind: 'status', status: 500 })
  await button(page).click()
  await said(page, /The check failed\./).waitFor()
  await said(page, 'Your list stays as it was.').waitFor()
  expect(await row(page, 'Maria Santos').count()).toBe(1)
  await picture(page, 'failed-light-1440')
  faults.clear()
  await button(page).click()
  await said(page, /^Done: /).waitFor()
})

test('says so when the server is away, and keeps what it has', async () => {
  const page = await stage.open()
  await settled(page)
  await row(page, 'Maria Santos').waitFor()
  const heard = stage.complaints.length
  await page.context().setOffline(true)
  await button(page).click()
  await said(page, 'Press again once the server is back.').waitFor()
  await page.getByText(/Not renewed since/).waitFor()
  expect(await row(page, 'Maria Santos').count()).toBe(1)
  await page.context().setOffline(false)
  // The browser is back a moment after it says so.
  await expect.poll(() => page.evaluate("fetch('/livez').then(({ ok }) => ok, () => false)")).toBe(true)
  await button(page).click()
  await said(page, /^Done: /).waitFor()
  stage.complaints.splice(heard) // the browser reports the refused connections
})

test.each([1440, 360])(
  'nothing jumps while a screen is first loaded, and no heading skips a level, %i px wide',
  async (width) => {
    // One screen wide, the next narrow; all both ways by `npm run prove`.
    const looked = SCREENS.filter((_, n) => process.env.PROVE || (n % 2 === 0) === (width === 1440))
    for (const address of looked) {
      const page = await stage.open(address, { viewport: { width, height: 900 } })
      await page.getByRole('heading', { level: 1 }).waitFor()
      await expect.poll(() => page.locator('#screen [aria-busy=true]').count()).toBe(0)
      expect(await shifted(page), `${address} at ${width} px`).toBeLessThan(0.02)
      const levels = await page
        .getByRole('heading')
        .evaluateAll((all) => all.map(({ tagName }) => Number(tagName[1])))
      expect(
        levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1),
        address,
      ).toEqual([])
      await page.context().close()
    }
  },
)

test('nothing on the page breaks the rules that the server sets for it', () => {
  expect(stage.complaints).toEqual([])
})
