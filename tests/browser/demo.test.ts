import { afterAll, beforeAll, expect, test } from 'vitest'
import { ended, picture, type Stage, setStage, shifted } from './stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await setStage({ DATABASE_URL: '' }) // as `npm start` on a fresh clone: its own Postgres
}, 240_000)

afterAll(() => stage?.close())

test('without credentials the page shows the demo, says so, and fills while one watches', async () => {
  const page = await stage.open()
  await page.getByText('A simulator plays Calendly').waitFor()
  await page.locator('[data-meeting]').first().waitFor()
  await picture(page, 'demo-light-1440')
  await page.getByRole('link', { name: 'Past' }).click()
  const end = page.getByRole('button', { name: 'Load more' })
  await end.waitFor({ timeout: 120_000 })
  const before = await page.locator('[data-meeting]').count()
  await end.scrollIntoViewIfNeeded() // the next page is read before one gets there, so that a press would miss the button
  await page.locator('[data-meeting]').nth(before).waitFor()
}, 180_000)

test('pressing twice joins the check under way', async () => {
  // A scheduled check that ends later is the newer news, and would stand where the result of the press does.
  await ended(stage, 'schedule')
  const page = await stage.open()
  await page.locator('[data-tone]').waitFor()
  // The check of a demo is over in a moment: it is not begun before both presses are there.
  let begin = () => {}
  const begun = new Promise<void>((resolve) => {
    begin = resolve
  })
  await page.route('**/api/calendly/sync', (route) => begun.then(() => route.continue()))
  await page.keyboard.press('s')
  await page.locator('[data-sync=queued], [data-sync=running]').waitFor()
  await page.keyboard.press('s')
  await page.locator('[data-sync]').getByText('You joined the check under way.').waitFor()
  begin()
  await page
    .locator('[data-sync]')
    .getByText(/^(Done|Partly done): /)
    .waitFor({ timeout: 120_000 })
  expect(await page.locator('[data-sync]').getByText('You joined the check under way.').count()).toBe(0)
}, 180_000)

test('that it is a demo pushes nothing aside', async () => {
  await ended(stage, 'schedule') // while a check is under way there is news
  for (const address of ['/', '/meetings']) {
    const page = await stage.open(address)
    await page.getByText('A simulator plays Calendly').waitFor()
    await page.locator('[data-meeting]').first().waitFor()
    expect(await shifted(page), address).toBeLessThan(0.02)
  }
}, 180_000)

test('scenes show every state: a booking, a storm with its countdown, a token that is refused, and the end of it', async () => {
  const page = await stage.open('/')
  const play = (title: string) => page.getByRole('button', { name: title, exact: true }).click()
  const said = (words: RegExp) =>
    page.locator('[data-sync]').getByText(words).first().waitFor({ timeout: 90_000 })
  await page.getByRole('button', { name: 'Play a scene' }).click()
  await play('A booking')
  await page.getByText('has booked.').waitFor()
  await play('A 429 storm')
  await page.keyboard.press('s')
  await said(/Calendly is limiting us until/)
  await picture(page, 'scene-storm-1440')
  await play('All is well')
  await said(/^(Done|Last check)/)
  await play('A revoked sign-in')
  await page.keyboard.press('s')
  await page.getByText('Reconnect', { exact: false }).first().waitFor({ timeout: 60_000 })
  await picture(page, 'scene-revoked-1440')
  await play('All is well')
  await page.keyboard.press('s')
  await page.getByText('Complete', { exact: true }).waitFor({ timeout: 60_000 })
  await play('A disabled webhook')
  await page.getByText('Calendly has switched the webhook off.').waitFor()
}, 240_000)
