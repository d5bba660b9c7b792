import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBusyPractice, PAST_COUNT } from './busy-practice.ts'
import type { Practice } from './practice.ts'
import { imported, picture, type Stage, seriousBreaches, setStage, settled, sidewaysPx } from './stage.ts'

/* The Meetings screen and the drawer, walked through as an adviser would. */

let practice: Practice
let stage: Stage

beforeAll(async () => {
  practice = await openBusyPractice()
  stage = await setStage(practice.env)
  await imported(stage)
}, 240_000)

afterAll(async () => {
  await stage?.close()
  await practice?.close()
})

const row = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name })
const rows = (page: Page) => page.locator('[data-meeting]')
/** A tab, with how many it must say it holds. */
const tab = (page: Page, name: string, count: number) =>
  page
    .getByRole('navigation', { name: 'Meetings by state' })
    .getByRole('link', { name: new RegExp(`^${name}\\W+${count}$`) })
const drawer = (page: Page) => page.getByRole('dialog')
const query = (page: Page) => new URL(page.url()).searchParams
const names = (page: Page) => rows(page).allTextContents()

async function open(address: string, options = {}): Promise<Page> {
  const page = await stage.open(address, options)
  await settled(page)
  return page
}

async function saved(page: Page, button: Locator): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()])
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') }
}

async function checkNow(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Sync Calendly/ }).click()
  await page
    .locator('[data-sync]')
    .getByText(/^Done: /)
    .waitFor()
}

test('tabs say how many they hold, and hold so many', async () => {
  const page = await open('/meetings')
  await tab(page, 'Upcoming', 8).waitFor()
  await expect.poll(() => rows(page).count()).toBe(8)
  await tab(page, 'Cancelled', 1).click()
  await row(page, 'Nora Lind').getByText('Gone abroad').waitFor()
  expect(await names(page)).toEqual(['Nora Lind'])
  await tab(page, 'No-show', 1).click()
  await row(page, 'Ken Adachi').waitFor()
  await tab(page, 'Past', PAST_COUNT + 1).waitFor()
})

test('a meeting that moved is one row with its earlier times struck out, and the drawer leads to each', async () => {
  const page = await open('/meetings')
  const moved = row(page, 'Mona Moved')
  await moved.getByText('Moved 2 times').waitFor()
  expect(await moved.locator('s').count()).toBe(2)
  await page.getByRole('link', { name: 'Mona Moved' }).click()
  await drawer(page).getByText('(this one)').waitFor()
  await drawer(page).locator('ol button').first().click()
  await drawer(page).getByText('Moved to another time').waitFor()
  await page.goBack()
  await expect.poll(() => drawer(page).getByText('Moved to another time').count()).toBe(0)
})

test('a group says how many seats are taken, and on demand how each stands', async () => {
  const page = await open('/meetings')
  const workshop = row(page, 'Gina Gross')
  await workshop.getByText('2 of 5 seats taken').click()
  await workshop.getByRole('listitem').filter({ hasText: 'Ivy Ito' }).getByText('cancelled').waitFor()
  await workshop.getByRole('listitem').filter({ hasText: 'Hal Hart' }).getByText('booked').waitFor()
  expect(query(page).has('meeting')).toBe(false)
  await row(page, 'Rob Roy').getByText('First talk · with').waitFor()
  await picture(page, 'meetings-agenda-light-1440')
})

test('filters narrow the list, are chips that can be taken away, and live in the address', async () => {
  const page = await open('/meetings')
  await page.getByLabel('Event type').selectOption({ label: 'Workshop (1)' })
  await expect.poll(() => rows(page).count()).toBe(1)
  await tab(page, 'Upcoming', 1).waitFor()
  const type = query(page).get('type')
  expect(type).toContain('/event_types/')
  // What else can be chosen is still there.
  await page.getByLabel('Event type').selectOption({ label: 'First talk (1)' })
  await expect.poll(() => names(page)).toEqual(['Rob Roy'])
  await expect.poll(() => query(page).get('type')).not.toBe(type)
  await page.reload()
  await expect.poll(() => names(page)).toEqual(['Rob Roy'])
  await page.getByRole('link', { name: 'Remove the filter Event type: First talk' }).click()
  await expect.poll(() => rows(page).count()).toBe(8)
  await page.getByLabel('Place').selectOption({ label: 'In person (1)' })
  await expect.poll(() => names(page)).toEqual(['Phil Present'])
  const day = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10)
  await page.getByLabel('Until').fill(day)
  await page.getByText('Nothing in “Upcoming” matches').waitFor()
  await picture(page, 'meetings-nothing-light-1440')
  await page.getByRole('link', { name: 'Clear' }).last().click()
  await expect.poll(() => rows(page).count()).toBe(8)
  expect([...query(page).keys()]).toEqual([])
})

test('choices that follow each other faster than their rows all count, and the last of a kind wins', async () => {
  const page = await open('/meetings')
  await page
    .getByLabel('Event type')
    .locator('option', { hasText: 'Workshop' })
    .waitFor({ state: 'attached' })
  const chosen = await page.evaluate<string>(`(() => {
    const choose = (name, index) => {
      const field = document.querySelector('select[aria-label="' + name + '"]')
      field.selectedIndex = index
      field.dispatchEvent(new Event('change', { bubbles: true }))
      return field.value
    }
    const [workshop, talk] = ['Workshop', 'First talk'].map((type) =>
      [...document.querySelector('select[aria-label="Event type"]').options].findIndex(({ text }) => text.startsWith(type)))
    choose('Event type', workshop)
    choose('Place', 1)
    return choose('Event type', talk)
  })()`)
  await expect.poll(() => [...query(page).keys()].sort()).toEqual(['place', 'type'])
  expect(query(page).get('type')).toBe(chosen)
  expect(await page.getByLabel('Event type').inputValue()).toBe(chosen)
  await page.getByRole('link', { name: 'Remove the filter Event type: First talk' }).waitFor()
  await page.getByRole('link', { name: 'Remove the filter Place: ' }).click()
  await expect.poll(() => names(page)).toEqual(['Rob Roy'])
  await page.goBack()
  await page.goBack()
  await expect.poll(() => rows(page).count()).toBe(8)
})

test('the search finds words of answers and addresses', async () => {
  const page = await open('/meetings')
  const box = page.getByRole('searchbox')
  await box.fill('inheritance')
  await expect.poll(() => names(page)).toEqual(['Pia Paid'])
  await box.fill('phil.present@client')
  await expect.poll(() => names(page)).toEqual(['Phil Present'])
  expect(query(page).get('q')).toBe('phil.present@client')
})

test('on a narrow screen the filters fold, and say how many are set', async () => {
  const page = await open('/meetings?place=physical', { viewport: { width: 360, height: 740 } })
  const fold = page.getByRole('button', { name: 'Filters (1)' })
  expect(await page.getByLabel('Event type').isVisible()).toBe(false)
  await fold.click()
  await page.getByLabel('Until').fill('2100-01-01')
  await page.getByRole('button', { name: 'Filters (2)' }).waitFor()
  expect(await sidewaysPx(page)).toBe(0)
  await picture(page, 'meetings-filters-light-360')
})

test('the week shows all that takes place in it, and the table the same rows as the list', async () => {
  const monday = new Date(Date.now() + 6 * 86_400_000).toISOString().slice(0, 10)
  const page = await open(`/meetings?layout=week&week=${monday}`)
  await page.getByRole('link', { name: /Gina Gross/ }).waitFor()
  expect(await page.getByRole('heading', { level: 3 }).count()).toBe(7)
  await page.getByRole('link', { name: 'Next week' }).click()
  await expect.poll(() => page.getByRole('link', { name: /Gina Gross/ }).count()).toBe(0)
  await page.getByRole('link', { name: 'Previous week' }).click()
  await page.getByRole('link', { name: /Gina Gross/ }).click()
  await drawer(page).getByText('Who (2 of 5 seats taken)').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Table' }).click()
  const table = page.getByRole('table', { name: 'Meetings' })
  await expect.poll(() => table.getByRole('row').count()).toBe(9)
  await table.getByRole('row').filter({ hasText: 'Phil Present' }).getByText('Markt 5, Bonn').waitFor()
})

test('times can be told by the client’s clock', async () => {
  const page = await open('/meetings', { timezoneId: 'Asia/Tokyo' })
  await row(page, 'Tom Weber').getByText('21:00').waitFor()
  await page.getByLabel('Time zone').selectOption({ label: 'Client’s time' })
  await row(page, 'Tom Weber').getByText('New York').waitFor()
  expect(query(page).get('zone')).toBe('client')
  expect(await row(page, 'Tom Weber').getByText('21:00').count()).toBe(0)
  await page.getByRole('link', { name: 'Tom Weber' }).click()
  await drawer(page)
    .getByText(/For the client: .*America\/New_York/)
    .waitFor()
})

test('a list can be kept under a name, found again, renamed and deleted', async () => {
  const page = await open('/meetings?view=past&q=past+12')
  const views = page.getByRole('button', { name: 'Views' })
  await views.click()
  await page.getByLabel('Save what is shown now as').fill('Early ones')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('button', { name: 'Rename Early ones' }).click()
  await page.getByLabel('New name').fill('A dozen')
  await page.keyboard.press('Enter')
  await page.goto(new URL('/meetings', page.url()).href)
  await settled(page)
  await views.click()
  await picture(page, 'meetings-views-light-1440')
  await page.getByRole('button', { name: 'A dozen', exact: true }).click()
  await expect.poll(() => rows(page).count()).toBe(12)
  expect([query(page).get('view'), query(page).get('q')]).toEqual(['past', 'past 12'])
  await views.click()
  await page.getByRole('button', { name: 'Delete A dozen' }).click()
  await page.getByText('No saved view yet.').waitFor()
  await page.keyboard.press('Escape')
  expect(await page.locator(':focus').textContent()).toBe('Views')
})

test('what changed since the last visit is a tab, until it is marked as seen', async () => {
  const { world } = practice.simulator
  const page = await open('/meetings')
  await tab(page, 'Changed since my last visit', 0).waitFor()
  const { invitee } = practice.book('Lea Late', 4)
  await checkNow(page)
  await tab(page, 'Changed since my last visit', 1).click()
  await row(page, 'Lea Late').waitFor()
  await page.getByText(/^New, changed and cancelled since /).waitFor()
  world.at(world.now(), () => world.cancelInvitee(invitee, { reason: 'Ill' }))
  await checkNow(page)
  await row(page, 'Lea Late').getByText('Cancelled').waitFor()
  await picture(page, 'meetings-changed-light-1440')
  await page.getByRole('button', { name: 'Mark all as seen' }).click()
  await page.getByText('Nothing has changed').waitFor()
})

test('a long list goes on by itself, and J walks over the end of a page', async () => {
  const page = await open('/meetings?view=past')
  await expect.poll(() => rows(page).count()).toBe(19) // fills the window
  await rows(page).nth(18).click()
  await drawer(page).waitFor()
  const last = query(page).get('meeting')
  await page.keyboard.press('j')
  await expect.poll(() => query(page).get('meeting')).not.toBe(last)
  await page.keyboard.press('k')
  await expect.poll(() => query(page).get('meeting')).toBe(last)
  await page.keyboard.press('Escape')
  await drawer(page).waitFor({ state: 'detached' })
  expect(await page.locator(':focus').getAttribute('data-meeting')).toBe(last)
  await page.evaluate('window.scrollTo(0, document.body.scrollHeight)')
  await expect.poll(() => rows(page).count()).toBe(PAST_COUNT + 1)
  expect(new Set(await names(page)).size).toBe(PAST_COUNT + 1)
})

test('beside an open drawer the list stays in use: another row opens there, and Esc closes it from wherever one is', async () => {
  const page = await open('/meetings?view=past')
  await rows(page).nth(1).click()
  await drawer(page).waitFor()
  const other = rows(page).nth(3)
  await other.click()
  const id = (await other.getAttribute('data-meeting')) ?? ''
  expect(query(page).get('meeting')).toBe(id)
  await drawer(page).and(page.locator(':focus')).waitFor()
  await page.getByRole('searchbox', { name: 'Search meetings' }).press('Escape') // the field's own key
  expect(await drawer(page).count()).toBe(1)
  await page.getByRole('link', { name: 'Activity' }).focus()
  await page.keyboard.press('Escape')
  await drawer(page).waitFor({ state: 'detached' })
  expect(await page.locator(':focus').getAttribute('data-meeting')).toBe(id)
})

test('a drawer that covers the list takes its place, and Esc gives it back', async () => {
  const page = await open('/meetings?view=past', { viewport: { width: 360, height: 740 } })
  await rows(page).nth(1).click()
  expect(await page.locator('dialog:modal').count()).toBe(1)
  await page.keyboard.press('Escape')
  await drawer(page).waitFor({ state: 'detached' })
})

test('the drawer shows at once what the row knows, and the rest when it comes', async () => {
  const page = await open('/meetings')
  let letThrough = () => {}
  const held = new Promise<void>((resolve) => {
    letThrough = resolve
  })
  await page.route(/\/api\/meetings\/[0-9a-f-]{36}$/, async (route) => {
    await held
    await route.continue()
  })
  await page.getByRole('link', { name: 'Pia Paid' }).click()
  await drawer(page).getByRole('heading', { name: 'Paid advice' }).waitFor()
  await drawer(page).getByText('Pia Paid').waitFor()
  await drawer(page).getByText('Reading answers and history…').waitFor()
  letThrough()
  await drawer(page).getByText('An inheritance from Norway').waitFor()
  for (const fact of ['stripe', '120', 'newsletter']) {
    await drawer(page).getByText(fact, { exact: true }).waitFor()
  }
  await drawer(page)
    .getByText(/Last written .+ by a check of the list/)
    .waitFor()
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await drawer(page).getByRole('button', { name: 'Copy reschedule link' }).click()
  await drawer(page).getByText('Copied').waitFor()
  expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(/^https:\/\/.+reschedul/)
  await drawer(page).getByText('Raw JSON').click()
  await drawer(page).locator('pre').getByText('"utm_source": "newsletter"').waitFor()
  expect(await drawer(page).locator('pre').textContent()).not.toMatch(/reschedule_url": "http/)
})

test('what is filtered can be taken along, and a feed has an address that can be closed', async () => {
  const page = await open('/meetings?q=mona')
  await page.getByRole('button', { name: 'Export' }).click()
  const csv = await saved(page, page.getByRole('button', { name: 'Download CSV' }))
  expect([csv.name, csv.text.trim().split('\r\n').length]).toEqual(['meetings.csv', 2])
  expect(csv.text).toContain('Mona Moved')
  const calendar = await saved(page, page.getByRole('button', { name: 'Download iCalendar' }))
  expect(calendar.text.match(/BEGIN:VEVENT/g)).toHaveLength(1)
  await page.getByRole('button', { name: 'Make an address' }).click()
  const address = page.getByLabel('Address of the calendar feed')
  await address.waitFor()
  const url = await address.inputValue()
  expect(await (await fetch(url)).text()).toContain('BEGIN:VCALENDAR')
  await picture(page, 'meetings-export-light-1440')
  await page.getByRole('button', { name: 'Make a new address' }).click()
  await expect.poll(() => address.inputValue()).not.toBe(url)
  await page.getByRole('button', { name: 'Close the feed' }).click()
  await page.getByRole('button', { name: 'Make an address' }).waitFor()
  expect((await fetch(url)).status).toBe(404)
})

test('a meeting of two accounts is one row with both names, and an account that lags behind marks its rows', async () => {
  const { url } = stage.server
  const told = await fetch(`${url}/api/calendly/accounts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: practice.simulator.tokens.member }),
  })
  expect(told.status).toBe(201)
  const { id, name } = (await told.json()) as { id: string; name: string }
  await expect
    .poll(async () => {
      const list = await fetch(`${url}/api/meetings?accountId=${id}`)
      return ((await list.json()) as { data: unknown[] }).data.length
    })
    .toBeGreaterThan(0)
  const page = await open('/meetings')
  await row(page, 'Beth Both').getByText(name, { exact: true }).waitFor()
  expect(await row(page, 'Beth Both').count()).toBe(1)
  practice.simulator.world.book({
    host: practice.simulator.people.member,
    start: Date.now() + 15 * 86_400_000,
    invitee: { name: 'Meg Member', email: 'meg@client.example' },
  })
  await checkNow(page)
  await row(page, 'Meg Member').waitFor()
  await fetch(`${url}/api/calendly/accounts/${id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ state: 'paused' }),
  })
  await row(page, 'Meg Member')
    .getByText(new RegExp(`${name}: from \\d`))
    .waitFor()
  expect(
    await row(page, 'Beth Both')
      .getByText(/: from \d/)
      .count(),
  ).toBe(0)
  await page.getByLabel('Account').selectOption({ label: `${name} (2)` })
  await expect.poll(async () => (await names(page)).sort()).toEqual(['Beth Both', 'Meg Member'])
  await picture(page, 'meetings-behind-light-1440')
})

const looks = [
  ['/meetings', 'agenda', 'light', 1440],
  ['/meetings?view=past&zone=client', 'agenda', 'dark', 360],
  ['/meetings?layout=week', 'week', 'light', 1440],
  ['/meetings?layout=week', 'week', 'dark', 360],
  ['/meetings?layout=table', 'table', 'dark', 1440],
  ['/meetings?layout=table', 'table', 'light', 360],
] as const

test.each(looks)(
  '%s has no serious fault of access and never scrolls sideways: %s %s %i px',
  async (...look) => {
    const [address, layout, colorScheme, width] = look
    const page = await open(address, { colorScheme, viewport: { width, height: 800 } })
    await expect.poll(() => page.locator('[aria-busy=true]').count()).toBe(0)
    expect(await seriousBreaches(page)).toEqual([])
    expect(await sidewaysPx(page)).toBe(0)
    await picture(page, `meetings-${layout}-${colorScheme}-${width}`)
  },
)

test('nothing on the page breaks the rules that the server sets for it', () => {
  expect(stage.complaints).toEqual([])
})
