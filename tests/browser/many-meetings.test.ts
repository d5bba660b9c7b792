import pg from 'pg'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBusyPractice } from './busy-practice.ts'
import { multiplyMeetings } from './many-meetings.ts'
import type { Practice } from './practice.ts'
import { imported, picture, type Stage, setStage, settled } from './stage.ts'

/* Filters and search before an adviser with 50,000 meetings: what the page says is what the table holds. How fast: B12. */

let practice: Practice
let stage: Stage
let pool: pg.Pool

beforeAll(async () => {
  practice = await openBusyPractice()
  stage = await setStage(practice.env)
  await imported(stage)
  pool = new pg.Pool({ connectionString: stage.databaseUrl, max: 2 })
  await multiplyMeetings(stage.databaseUrl, 50_000)
}, 240_000)

afterAll(async () => {
  await pool?.end()
  await stage?.close()
  await practice?.close()
})

const rows = (page: Page) => page.locator('[data-meeting]')

/** Rows of the table that a condition holds for, moved and cancelled ones aside. */
async function count(condition: string): Promise<number> {
  const { rows: found } = await pool.query<{ count: number }>(
    `SELECT count(*)::int FROM meetings m JOIN calendly_sync.meeting_search s ON s.meeting_id = m.id
     JOIN calendly_sync.scheduled_events e USING (id) WHERE NOT m.is_deleted AND ${condition}`,
  )
  return found[0]?.count ?? 0
}

/** Waits until a tab says how many it holds, and that this is what the table holds. */
async function tabSays(page: Page, name: string, condition: string): Promise<void> {
  const tab = page
    .getByRole('navigation', { name: 'Meetings by state' })
    .getByRole('link', { name: new RegExp(`^${name}`) })
  const held = await count(condition)
  expect(held).toBeGreaterThan(0)
  await expect.poll(() => tab.textContent()).toMatch(new RegExp(`^${name}\\W+${held}$`))
}

test('filters and search narrow 50,000 meetings down to those that are meant, and the counts say how many', async () => {
  const page = await stage.open('/meetings?view=past')
  await settled(page)
  const past = 'm.end_time <= now()'
  await tabSays(page, 'Past', past)
  await tabSays(page, 'Upcoming', 'm.end_time > now()')
  await picture(page, 'many-past-1440')

  await page
    .getByLabel('Event type')
    .selectOption({ label: `Workshop (${await count(`${past} AND m.title = 'Workshop'`)})` })
  await tabSays(page, 'Past', `${past} AND m.title = 'Workshop'`)
  await expect.poll(() => page.getByText('Workshop · with').count()).toBe(await rows(page).count())

  await page.getByRole('searchbox').fill('lena berg')
  const meant = `m.title = 'Workshop' AND s.words LIKE '%lena%' AND s.words LIKE '%berg%'`
  await tabSays(page, 'Past', `${past} AND ${meant}`)
  await tabSays(page, 'Upcoming', `m.end_time > now() AND ${meant}`)
  const others = async () =>
    (await rows(page).allTextContents()).filter((names) => !names.startsWith('Lena Berg'))
  await expect.poll(others).toEqual([])
  expect(await rows(page).count()).toBeGreaterThan(0)

  await page.getByLabel('From').fill('2000-01-01')
  await page.getByLabel('Until').fill('2000-12-31')
  await page.getByText('Nothing in “Past” matches').waitFor()
  await page.getByText('Event type: Workshop').first().waitFor()
  await picture(page, 'many-nothing-1440')
  await page.getByRole('link', { name: 'Clear' }).last().click()
  await tabSays(page, 'Past', past)
})

test('the list goes on page by page in its order, and every layout bears so many', async () => {
  const page = await stage.open('/meetings')
  await settled(page)
  await expect.poll(() => rows(page).count()).toBeGreaterThanOrEqual(19)
  for (const least of [100, 200, 300]) {
    await rows(page).last().scrollIntoViewIfNeeded()
    await expect.poll(() => rows(page).count()).toBeGreaterThan(least)
  }
  const times = await page
    .locator('#screen li > div > p > time')
    .evaluateAll((all) => all.map((time) => time.getAttribute('datetime')))
  expect(times.length).toBeGreaterThan(300)
  expect(times).toEqual([...times].sort())
  await page.getByRole('link', { name: 'Week' }).click()
  await page.getByRole('heading', { level: 3 }).nth(6).waitFor()
  await expect.poll(() => page.getByText('Reading the rest of the week…').count()).toBe(0)
  expect(await rows(page).count()).toBeGreaterThan(7 * 40)
  await picture(page, 'many-week-1440')
  await page.getByRole('link', { name: 'Table' }).click()
  await page.getByRole('table').waitFor()
  await picture(page, 'many-table-1440')
  expect(stage.complaints).toEqual([])
})
