import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openPractice, type Practice } from './practice.ts'
import { imported, picture, type Stage, setStage, settled } from './stage.ts'

let practice: Practice
let stage: Stage

beforeAll(async () => {
  practice = await openPractice()
  for (let days = 10; days < 40; days++) practice.book(`Client ${days}`, days)
  stage = await setStage(practice.env)
  await imported(stage)
}, 240_000)

afterEach(() => expect(stage.complaints.splice(0)).toEqual([]))

afterAll(async () => {
  await stage?.close()
  await practice?.close()
})

const row = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name })

/** A sync that nobody at the page knows of. */
async function syncElsewhere(): Promise<void> {
  const answer = await fetch(`${stage.server.url}/api/calendly/sync`, { method: 'POST' })
  expect(answer.status).toBe(200)
}

/** Opens the page and waits until it is told of changes, and has renewed what it shows. */
async function openLive(address = '/meetings'): Promise<Page> {
  const page = await stage.open(address)
  const stream = page.waitForResponse((response) => response.url().endsWith('/api/events'))
  await page.reload()
  await stream
  await settled(page)
  await page.waitForTimeout(500)
  return page
}

/** Addresses under /api that a page has asked for since. */
function asked(page: Page): string[] {
  const paths: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/api/')) paths.push(pathname)
  })
  return paths
}

/** Makes the page believe that its tab was put behind another, or brought back. */
async function setHidden(page: Page, isHidden: boolean): Promise<void> {
  await page.evaluate(`
    Object.defineProperty(document, 'hidden', { value: ${isHidden}, configurable: true })
    Object.defineProperty(document, 'visibilityState', { value: '${isHidden ? 'hidden' : 'visible'}', configurable: true })
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))`)
}

test('a meeting that is synced elsewhere shows in the open page by itself, and leaves as it came', async () => {
  const page = await openLive()
  await page.evaluate('void (window.isSamePage = true)')
  const { invitee } = practice.book('Lena Morgenstern', 2)
  await syncElsewhere()
  await row(page, 'Lena Morgenstern').waitFor()
  await page.locator('[data-sync]').getByText('1 new').waitFor()
  await picture(page, 'live-light-1440')
  practice.simulator.world.cancelInvitee(invitee, { reason: 'Ill' })
  await syncElsewhere()
  await row(page, 'Lena Morgenstern').waitFor({ state: 'detached' })
  expect(await page.evaluate('window.isSamePage')).toBe(true)
})

test('nothing jumps while one reads: place, focus and the open meeting stay', async () => {
  const page = await openLive()
  const name = (await page.locator('[data-meeting]').nth(15).textContent()) ?? '' // far down
  const link = page.getByRole('link', { name })
  await link.focus()
  await link.scrollIntoViewIfNeeded()
  const before = await link.boundingBox()
  practice.book('Otto Above', 3)
  await syncElsewhere()
  await row(page, 'Otto Above').waitFor()
  expect(Math.abs(((await link.boundingBox())?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(2)
  expect(await page.locator(':focus').textContent()).toBe(name)

  await page.keyboard.press('Enter')
  const drawer = page.getByRole('dialog')
  await drawer.getByText(`The plans of ${name}`).waitFor()
  practice.book('Paula Behind', 3)
  await syncElsewhere()
  await row(page, 'Paula Behind').waitFor({ state: 'attached' })
  expect(await drawer.getByText(`The plans of ${name}`).isVisible()).toBe(true)
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })
})

test('the focus goes on from a row that leaves to the one that stands there now', async () => {
  const { invitee } = practice.book('Rita Leaving', 4)
  await syncElsewhere()
  const page = await openLive()
  const rows = await page.locator('[data-meeting]').allTextContents()
  const next = rows[rows.indexOf('Rita Leaving') + 1]
  await page.getByRole('link', { name: 'Rita Leaving' }).focus()
  practice.simulator.world.cancelInvitee(invitee, { reason: 'Ill' })
  await syncElsewhere()
  await row(page, 'Rita Leaving').waitFor({ state: 'detached' })
  expect(await page.locator(':focus').textContent()).toBe(next)
})

test('the open meeting itself is renewed where it stands', async () => {
  const { invitee } = practice.book('Sven Watched', 5)
  await syncElsewhere()
  const page = await openLive()
  await page.getByRole('link', { name: 'Sven Watched' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByText('The plans of Sven Watched').waitFor()
  practice.simulator.world.cancelInvitee(invitee, { reason: 'Missed the train' })
  await syncElsewhere()
  await drawer.getByText('Missed the train').first().waitFor()
})

test('a tab in the background asks for nothing, and catches up when it is looked at', async () => {
  const page = await openLive()
  await setHidden(page, true)
  const paths = asked(page)
  practice.book('Tilda Later', 6)
  await syncElsewhere()
  await page.waitForTimeout(3000)
  expect(paths).toEqual([])
  expect(await row(page, 'Tilda Later').count()).toBe(0)
  await setHidden(page, false)
  await row(page, 'Tilda Later').waitFor()
  expect(paths).toContain('/api/events')
})

test('while nothing happens the page asks for nothing', async () => {
  const page = await openLive()
  const paths = asked(page)
  await page.waitForTimeout(5000)
  expect(paths).toEqual([])
})

test('where no stream can be had, the page asks by itself', async () => {
  const page = await stage.open()
  await page.route('**/api/events', (route) => route.abort())
  await page.reload()
  await settled(page)
  practice.book('Uwe Polled', 7)
  await syncElsewhere()
  await row(page, 'Uwe Polled').waitFor({ timeout: 20_000 })
  stage.complaints.length = 0 // the browser reports the refused stream
})
