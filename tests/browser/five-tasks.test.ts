import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openPractice, type Practice } from './practice.ts'
import { imported, picture, type Stage, setStage } from './stage.ts'

/* Five things that people come for, each at most two actions away from Home (ux, section 3). */

let practice: Practice
let stage: Stage
let actions = 0

beforeAll(async () => {
  practice = await openPractice()
  stage = await setStage(practice.env)
  await imported(stage)
}, 240_000)

afterEach(() => {
  expect(actions).toBeLessThanOrEqual(2)
  expect(stage.complaints.splice(0)).toEqual([])
})

afterAll(async () => {
  await stage?.close()
  await practice?.close()
})

async function openHome(): Promise<Page> {
  actions = 0
  const page = await stage.open('/')
  await page.locator('[data-tone]').waitFor()
  return page
}

/** One action of the reader. */
async function click(what: Locator): Promise<void> {
  await what.click()
  actions += 1
}

test('is my list complete?', async () => {
  const page = await openHome()
  await page.getByText(/^Upcoming complete as of \d\d:\d\d \(.+\) · past as of .+\. Next check/).waitFor()
  await picture(page, 'task-complete')
})

test('why is this meeting cancelled?', async () => {
  const page = await openHome()
  await click(page.getByRole('link', { name: 'Meetings', exact: true }))
  await click(page.getByRole('link', { name: /^Cancelled/ }))
  const row = page.getByRole('listitem').filter({ hasText: 'Nora Lind' })
  await row.getByText('Gone abroad').waitFor()
  await picture(page, 'task-why-cancelled')
})

test('what did the last check change?', async () => {
  practice.book('Ines Duarte', 2)
  const answer = await fetch(`${stage.server.url}/api/calendly/sync`, { method: 'POST' })
  expect(answer.status).toBe(200)
  const page = await openHome()
  await click(page.getByRole('link', { name: 'What did the last check change?' }))
  await page.locator('[data-run]').getByRole('link', { name: 'Ines Duarte' }).waitFor()
  await picture(page, 'task-last-check')
})

test('get the webhook going again', async () => {
  const { webhooks } = practice.simulator
  const [subscription] = webhooks.subscriptions()
  webhooks.fail(subscription?.uri ?? '')
  const failing = async () => {
    await fetch(`${stage.server.url}/api/calendly/sync`, { method: 'POST' })
    return (await fetch(`${stage.server.url}/api/calendly/status`)).text()
  }
  await expect.poll(failing, { timeout: 30_000 }).toContain('"webhook":{"state":"failing"')
  const page = await openHome()
  await click(page.getByRole('link', { name: /Webhook/ }).last())
  await click(page.getByRole('button', { name: 'Re-create' }))
  await page.locator('[data-subscription]').getByText('Delivering').waitFor()
  expect(webhooks.subscriptions().map(({ uri }) => uri)).not.toContain(subscription?.uri)
  await picture(page, 'task-webhook')
})

test('all no-shows of a client', async () => {
  const page = await openHome()
  await page.getByRole('searchbox', { name: 'Find a client' }).fill('adachi')
  actions += 1
  await click(page.getByRole('link', { name: /no-show.* of Ken Adachi$/ }))
  await page.getByRole('dialog').locator('[data-meeting]').first().waitFor()
  await picture(page, 'task-no-shows')
})
