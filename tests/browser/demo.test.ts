import { afterAll, beforeAll, expect, test } from 'vitest'
import { ended, picture, type Stage, setStage } from './stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await setStage()
}, 240_000)

afterAll(() => stage?.close())

test('without credentials the page shows the demo, says so, and fills while one watches', async () => {
  const page = await stage.open()
  await page.getByText('A simulator plays Calendly').waitFor()
  await page.locator('[data-meeting]').first().waitFor()
  await picture(page, 'demo-light-1440')
  await page.getByRole('link', { name: 'Past' }).click()
  await page.getByRole('button', { name: 'Load more' }).waitFor({ timeout: 120_000 })
  const before = await page.locator('[data-meeting]').count()
  await page.getByRole('button', { name: 'Load more' }).click()
  await page.locator('[data-meeting]').nth(before).waitFor()
}, 180_000)

test('pressing twice joins the check under way', async () => {
  // A scheduled check that ends later is the newer news, and would stand where the result of the press does.
  await ended(stage, 'schedule')
  const page = await stage.open()
  await page.locator('[data-tone]').waitFor()
  await page.keyboard.press('s')
  await page.keyboard.press('s')
  await page.locator('[data-sync]').getByText('You joined the check under way.').waitFor()
  await page
    .locator('[data-sync]')
    .getByText(/^(Done|Partly done): /)
    .waitFor({ timeout: 120_000 })
  expect(await page.locator('[data-sync]').getByText('You joined the check under way.').count()).toBe(0)
}, 180_000)
