import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openPractice, type Practice } from './practice.ts'
import { imported, picture, type Stage, setStage, settled } from './stage.ts'

let practice: Practice
let stage: Stage

beforeAll(async () => {
  practice = await openPractice()
  stage = await setStage(practice.env)
  await imported(stage)
}, 240_000)

afterEach(() => expect(stage.complaints.splice(0)).toEqual([]))

afterAll(async () => {
  await stage?.close()
  await practice?.close()
})

/** Events that were listed since; a booking that arrives by webhook needs none. */
const lists = () => practice.simulator.requests.count({ template: '/scheduled_events' })

test('who books on Calendly’s page is in the open list at once, without a check, and leaves it when he cancels', async () => {
  const page = await stage.open()
  await settled(page)
  const calendly = await page.context().newPage()
  await calendly.goto(`${practice.env.CALENDLY_API_URL}/control`)
  const before = lists()
  const start = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 16)
  await calendly.locator('#book [name=start]').fill(start)
  await calendly.locator('#book [name=name]').fill('Lena Morgenstern')
  await calendly.getByRole('button', { name: 'Book', exact: true }).click()
  const bookedAt = performance.now()

  const row = page.getByRole('listitem').filter({ hasText: 'Lena Morgenstern' })
  await row.waitFor()
  console.log(`From the click to the row: ${Math.round(performance.now() - bookedAt)} ms`)
  const home = await stage.open('/')
  await home.getByText(/^On, last delivery .+ \(just now\)$/).waitFor()
  expect(lists()).toBe(before)
  await picture(page, 'webhook-booked-1440')
  await picture(calendly, 'simulator-control-1440')

  const { world, people } = practice.simulator
  const booked = world
    .truthFor(people.adviser)
    .find(({ invitees }) => invitees[0]?.name === 'Lena Morgenstern')
  world.cancelInvitee(booked?.invitees[0]?.uri ?? '', { reason: 'Ill' })
  await row.waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Cancelled' }).click()
  await row.getByText('Ill').waitFor()
  expect(lists()).toBe(before)
})
