import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openPractice, type Practice } from './practice.ts'
import { imported, picture, type Stage, seriousBreaches, setStage, sidewaysPx } from './stage.ts'

/* ux, points 9 and 10: how a subscription is doing, what can be done, and every delivery with what became of it. */

const HOUR_MS = 3_600_000
let practice: Practice
let stage: Stage

beforeAll(async () => {
  practice = await openPractice()
  stage = await setStage(practice.env)
  await imported(stage)
}, 240_000)

afterEach(() => {
  practice.simulator.faults.clear()
  practice.simulator.webhooks.conduct({})
  expect(stage.complaints.splice(0)).toEqual([])
})

afterAll(async () => {
  await stage?.close()
  await practice?.close()
})

const card = (page: Page) => page.locator('[data-subscription]')
const button = (where: Page | Locator, name: string | RegExp) => where.getByRole('button', { name })
/** Rows of deliveries. */
const rows = (page: Page) => page.getByRole('listitem').filter({ has: page.getByRole('checkbox') })
const drawer = (page: Page) => page.getByRole('dialog')
const subscription = () => practice.simulator.webhooks.subscriptions()[0]

/** Checks, unseen by the page, until the server knows how its subscription is doing: a check under way may have looked before. */
async function checkUntil(state: string): Promise<void> {
  await eventually(async () => {
    await fetch(`${stage.server.url}/api/calendly/sync`, { method: 'POST' })
    const body = await (await fetch(`${stage.server.url}/api/calendly/status`)).text()
    return /"webhook":\{"state":"(\w+)"/.exec(body)?.[1]
  }).toBe(state)
}

interface Row {
  readonly id: string
  readonly settledAt: string | null
}

async function deliveries(query = ''): Promise<readonly Row[]> {
  const response = await fetch(`${stage.server.url}/api/calendly/webhook/deliveries${query}`)
  const body: { data: readonly Row[] } = JSON.parse(await response.text())
  return body.data
}

/** Somebody books, and is in the list. */
async function bookNow(name: string, days: number): Promise<void> {
  const before = (await deliveries('?outcome=applied')).length
  const { world, people } = practice.simulator
  world.book({
    host: people.adviser,
    start: Math.ceil(Date.now() / HOUR_MS) * HOUR_MS + days * 24 * HOUR_MS,
    invitee: { name, email: `${name.toLowerCase().replaceAll(' ', '.')}@client.example` },
  })
  await eventually(async () => (await deliveries('?outcome=applied')).length).toBe(before + 1)
}

/** The machine may be busy. */
const eventually = <Value>(look: () => Promise<Value>) => expect.poll(look, { timeout: 20_000 })

async function isSound(page: Page, name: string): Promise<void> {
  expect(await seriousBreaches(page)).toEqual([])
  expect(await sidewaysPx(page)).toBe(0)
  await picture(page, name)
}

test('before anything was delivered the screen says so, and what can be done', async () => {
  const page = await stage.open('/webhooks')
  await card(page).getByText('Delivering').waitFor()
  await page.getByText('Nothing was delivered yet').waitFor()
  await page.getByText('What is left to do, and how to make one by hand').click()
  await page.getByText(/Only for a subscription that you make by hand/).waitFor()
  await isSound(page, 'webhooks-first-1440')
})

test('a sample shows how far it came, step by step, and is found among the deliveries', async () => {
  const page = await stage.open('/webhooks')
  await button(card(page), 'Send a test').click()
  await card(page).getByText('A signed sample was received, verified, stored and dealt with.').waitFor()
  const steps = card(page).getByRole('list', { name: 'How far the sample came' }).getByRole('listitem')
  expect((await steps.allTextContents()).map((text) => text.split(' ')[0])).toEqual([
    'Received',
    'Verified',
    'Stored',
    'Applied',
  ])
  await picture(page, 'webhooks-tested-1440')
  await button(card(page), 'Show the sample').click()
  await drawer(page).getByRole('heading', { name: 'A test of our own' }).waitFor()
  await page.keyboard.press('Escape')
  await drawer(page).waitFor({ state: 'detached' })
  expect(await rows(page).count()).toBe(1)
})

test('the key is rotated: the new subscription is there before the old one goes, and delivers', async () => {
  const before = subscription()?.callback_url
  const page = await stage.open('/webhooks')
  await button(card(page), 'Rotate the key').click()
  await card(page).getByText('The new subscription delivers').waitFor()
  const all = practice.simulator.webhooks.subscriptions()
  expect(all.map(({ state }) => state)).toEqual(['active'])
  expect(all[0]?.callback_url).not.toBe(before)
  await card(page)
    .getByText(all[0]?.callback_url ?? '')
    .waitFor()
  await bookNow('Rosa Rotated', 6)
  await rows(page).filter({ hasText: 'Meeting booked' }).getByText('Applied', { exact: true }).waitFor()
})

test('one that fails counts down to its end, and is made anew with a press once Calendly has disabled it', async () => {
  const { webhooks, world } = practice.simulator
  const uri = subscription()?.uri ?? ''
  world.at(Date.now() - 20 * HOUR_MS, () => webhooks.fail(uri))
  await checkUntil('failing')
  const page = await stage.open('/webhooks')
  await card(page).getByText('Failing', { exact: true }).waitFor()
  await card(page)
    .getByText(/Calendly disables it in 3 h \d+ min/)
    .waitFor()
  await card(page).getByText('Checks go on every 15 min and keep the list right.').waitFor()
  await isSound(page, 'webhooks-failing-1440')

  webhooks.disable(uri)
  await button(card(page), 'Re-create').click()
  await card(page).getByText('Delivering').waitFor()
  await card(page).getByText('The new subscription delivers').waitFor()
  expect(await card(page).getByText('Calendly disables it').count()).toBe(0)
  expect(webhooks.subscriptions().map(({ state }) => state)).toEqual(['active'])
  expect(subscription()?.uri).not.toBe(uri)
  await bookNow('Hedwig Healed', 7)
})

test('where Calendly allows none, the card says why, that checks go on, and tries again when asked', async () => {
  practice.simulator.faults.add({ kind: 'status', status: 403, template: '/webhook_subscriptions' })
  await checkUntil('impossible')
  const page = await stage.open('/webhooks')
  await card(page).getByText('Not possible').waitFor()
  await card(page)
    .getByText(/does not let this token make webhooks/)
    .waitFor()
  await card(page).getByText('Checks go on every 15 min and keep the list right.').waitFor()
  await isSound(page, 'webhooks-impossible-1440')
  await button(card(page), 'Try again').click()
  await card(page)
    .getByText(/Check the scopes of the token/)
    .last()
    .waitFor()
  practice.simulator.faults.clear()
  await button(card(page), 'Try again').click()
  await card(page).getByText('Delivering').waitFor()
})

test('rows are walked, selected and replayed by keys, and say what became of them', async () => {
  const page = await stage.open('/webhooks?outcome=applied')
  await rows(page).first().waitFor()
  const before = await deliveries()
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await button(page, 'Replay 2 selected').waitFor()
  await picture(page, 'webhooks-selected-1440')
  await page.keyboard.press('r')
  await page.getByText('2 put back into the queue; their rows say what becomes of them.').waitFor()
  const isSettledAnew = ({ id, settledAt }: Row) =>
    settledAt !== null && settledAt !== before.find((one) => one.id === id)?.settledAt
  await eventually(async () => (await deliveries()).filter(isSettledAnew).length).toBe(2)
  // What they say is known already, or Calendly has written into the event since.
  await page.getByLabel('Outcome').selectOption({ label: 'All' })
  const known =
    /It says what was known already\.|Something newer is known\.|so the meeting was read from Calendly\./
  await eventually(() => rows(page).filter({ hasText: known }).count()).toBe(2)
  expect(new URL(page.url()).search).toBe('')
})

test('all that match a filter are replayed after a look at how many they are', async () => {
  const page = await stage.open('/webhooks')
  await rows(page).first().waitFor()
  expect(await button(page, 'Replay all that match…').isDisabled()).toBe(true) // everything is never meant
  await page.keyboard.press('f')
  expect(await page.locator(':focus').getAttribute('id')).toBe(
    await page.getByLabel('Outcome').getAttribute('id'),
  )
  await page.getByLabel('Kind').selectOption({ label: 'Meeting booked' })
  const before = await deliveries()
  const meant = (await deliveries('?kind=invitee.created')).length
  await button(page, 'Replay all that match…').click()
  await drawer(page).getByText(`${meant} deliveries match.`).waitFor()
  await isSound(page, 'webhooks-replay-1440')
  expect(await deliveries()).toEqual(before) // a look changes nothing
  await button(drawer(page), `Replay ${meant}`).click()
  await page.getByText(`${meant} put back into the queue`).waitFor()
  await eventually(async () => (await deliveries('?outcome=waiting')).length).toBe(0)
  const after = await deliveries('?kind=invitee.created')
  expect(
    after.filter(({ id, settledAt }) => before.some((one) => one.id === id && one.settledAt === settledAt)),
  ).toEqual([])
  expect(await deliveries('?kind=calendly_sync.verify&outcome=ignored')).toHaveLength(1)
})

test('a delivery has a link of its own, hides what is personal until asked, and leads to its meeting', async () => {
  await bookNow('Ada Hidden', 8)
  const [newest] = await deliveries('?outcome=applied')
  const page = await stage.open(`/webhooks?delivery=${newest?.id}`)
  await drawer(page).getByRole('heading', { name: 'Meeting booked' }).waitFor()
  const steps = drawer(page).getByRole('list', { name: 'What became of it' }).getByRole('listitem')
  expect(await steps.count()).toBe(4)
  await drawer(page).getByText('(hidden)').waitFor()
  expect(await drawer(page).getByText('Ada Hidden').count()).toBe(0)
  await isSound(page, 'webhooks-delivery-1440')
  await button(drawer(page), 'Show what is personal').click()
  await drawer(page)
    .getByText(/Ada Hidden/)
    .waitFor()
  await drawer(page).getByRole('link', { name: 'Open its meeting' }).click()
  await page.getByText('ada.hidden@client.example').first().waitFor()
  expect(new URL(page.url()).searchParams.get('meeting')).not.toBeNull()
})

test('a delivery that comes live appears while one looks; an event’s address finds its deliveries', async () => {
  const page = await stage.open('/webhooks')
  await rows(page).first().waitFor()
  const before = await rows(page).count()
  await bookNow('Lena Live', 9)
  await eventually(() => rows(page).count()).toBe(before + 1)
  const meeting = practice.simulator.world
    .truthFor(practice.simulator.people.adviser)
    .find(({ invitees }) => invitees[0]?.name === 'Lena Live')
  await page.keyboard.press('/')
  await page.keyboard.insertText(meeting?.event.uri ?? '')
  await eventually(() => rows(page).count()).toBe(1)
  await page.getByRole('link', { name: 'Clear the filters' }).first().click()
  await eventually(() => rows(page).count()).toBe(before + 1)
})

test('on a phone and in the dark nothing is lost', async () => {
  const page = await stage.open('/webhooks', {
    viewport: { width: 360, height: 740 },
    colorScheme: 'dark',
  })
  await rows(page).first().waitFor()
  await isSound(page, 'webhooks-dark-360')
  await rows(page).first().getByRole('link').click()
  await drawer(page).getByRole('heading', { name: 'Content' }).waitFor()
  await isSound(page, 'webhooks-delivery-dark-360')
})
