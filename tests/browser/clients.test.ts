import { readFile } from 'node:fs/promises'
import pg from 'pg'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openPractice, type Practice } from './practice.ts'
import { imported, picture, type Stage, seriousBreaches, setStage, sidewaysPx } from './stage.ts'

/* ux, point 16: one row per person, why records are one, what is to be confirmed, export and erase; the place of Book. */

const DAY_MS = 86_400_000
let practice: Practice
let stage: Stage

beforeAll(async () => {
  practice = await openPractice()
  const { world } = practice.simulator
  world.markNoShow(practice.book('Ken Adachi', -4).invitee)
  practice.book('Ken Adachi', 6)
  bookAs('Maria Santos', 'maria@work.example', 7, ['Gast@Client.example'])
  bookAs('Tom Weber', 'tom@work.example', 8)
  bookAs('Lind, Nora', 'nora@work.example', 9)
  stage = await setStage(practice.env)
  await imported(stage)
}, 240_000)

afterEach(() => {
  expect(stage.complaints.splice(0)).toEqual([])
})

afterAll(async () => {
  await stage?.close()
  await practice?.close()
})

/** The browser writes each 404 into its console, also of a question that was under way. */
async function forgetRefusals(page: Page): Promise<void> {
  await page.context().close()
  stage.complaints.splice(0)
}

/** Somebody books with an address of choice. */
function bookAs(name: string, email: string, days: number, guests: readonly string[] = []): void {
  const { world, people } = practice.simulator
  const start = Math.floor(world.now() / DAY_MS) * DAY_MS + days * DAY_MS + DAY_MS / 2
  world.at(world.now() - 10_000, () =>
    world.book({ host: people.adviser, start, guests, invitee: { name, email } }),
  )
}

const rows = (page: Page) => page.locator('[data-client]')
const row = (page: Page, name: string) =>
  page
    .getByRole('listitem')
    .filter({ has: rows(page) })
    .filter({ hasText: name })
const drawer = (page: Page) => page.locator('dialog:has(#client-title)')
const title = (page: Page) => page.locator('#client-title')
const button = (where: Page | Locator, name: string | RegExp) => where.getByRole('button', { name })
const link = (where: Page | Locator, name: string | RegExp) => where.getByRole('link', { name })
const noSuchClient = (page: Page) => drawer(page).getByText('There is no such client').waitFor()
const cards = (page: Page) => page.locator('[data-suggestion]')
const searchOf = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams)

async function open(address = '/clients', options: Parameters<Stage['open']>[1] = {}): Promise<Page> {
  const page = await stage.open(address, options)
  await page.locator('[data-client], [data-suggestion], [aria-busy=false]').first().waitFor()
  return page
}

async function idOf(q: string): Promise<string> {
  const response = await fetch(`${stage.server.url}/api/clients?q=${encodeURIComponent(q)}`)
  const body: { data: readonly { id: string }[] } = JSON.parse(await response.text())
  return body.data[0]?.id ?? ''
}

async function isSound(page: Page, name: string): Promise<void> {
  expect(await seriousBreaches(page)).toEqual([])
  expect(await sidewaysPx(page)).toBe(0)
  await picture(page, name)
}

test('one row per person: who, when, how often, and who did not come', async () => {
  const page = await open()
  await expect
    .poll(() => rows(page).allTextContents())
    .toEqual([
      'Gast@Client.example',
      'Ken Adachi',
      'Lind, Nora',
      'Maria Santos',
      'Maria Santos',
      'Nora Lind',
      'Tom Weber',
      'Tom Weber',
    ])
  await row(page, 'Ken Adachi').getByText('ken.adachi@client.example').waitFor()
  await row(page, 'Ken Adachi').getByText('3 meetings').waitFor()
  await link(row(page, 'Ken Adachi'), '2 no-shows (100 %)').waitFor()
  await row(page, 'Gast@Client.example').getByText('Guest', { exact: true }).waitFor()
  await isSound(page, 'clients-1440')

  await page.getByLabel('Sort by').selectOption({ label: 'No-show rate, highest first' })
  await expect.poll(() => rows(page).first().textContent()).toBe('Ken Adachi')
  await page.keyboard.press('Escape')
  await page.keyboard.press('/')
  await page.keyboard.insertText('tom WORK')
  await expect.poll(() => rows(page).allTextContents()).toEqual(['Tom Weber'])
  expect(searchOf(page)).toEqual({ sort: '-noShowRate', q: 'tom WORK' })
  await page.getByLabel('Search clients').fill('nobody at all')
  await page.getByText('Nobody matches “nobody at all”').waitFor()
  await picture(page, 'clients-empty-1440')
  await link(page, 'Clear the search').click()
  await expect.poll(() => rows(page).count()).toBe(8)
})

test('guests have a tab of their own, which has a key and a link', async () => {
  const page = await open()
  await rows(page).first().waitFor()
  await page.keyboard.press('2')
  await expect.poll(() => rows(page).allTextContents()).toEqual(['Gast@Client.example'])
  expect(searchOf(page)).toEqual({ tab: 'guests' })
  await rows(page).first().click()
  await drawer(page).getByText('never booked one, was added by others').waitFor()
  await drawer(page).getByText('As a guest').waitFor()
})

test('a client opens beside the list by keys; J and K go on, the link is shareable, Esc leads back to the row', async () => {
  const page = await open()
  await rows(page).first().waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await drawer(page).getByRole('heading', { name: 'Ken Adachi' }).waitFor()
  await drawer(page).getByText('2 no-shows (100 % of those that have begun)').waitFor()
  await drawer(page).getByRole('navigation').waitFor()
  await page.keyboard.press('5') // the tabs of the drawer, not those behind it
  await expect.poll(() => drawer(page).locator('[data-meeting]').count()).toBe(2)
  expect(searchOf(page)).toEqual({ client: await idOf('ken'), show: 'no-show' })
  await isSound(page, 'client-1440')
  await page.keyboard.press('j')
  await drawer(page).getByRole('heading', { name: 'Lind, Nora' }).waitFor()
  await drawer(page).getByText('Never marked as a no-show in Calendly.').waitFor()
  await page.keyboard.press('k')
  await drawer(page).getByRole('heading', { name: 'Ken Adachi' }).waitFor()
  const other = await stage.open(new URL(page.url()).pathname + new URL(page.url()).search)
  await drawer(other).getByRole('heading', { name: 'Ken Adachi' }).waitFor()
  await expect.poll(() => drawer(other).locator('[data-meeting]').count()).toBe(2)
  await page.keyboard.press('Escape')
  await drawer(page).waitFor({ state: 'detached' })
  expect(searchOf(page)).toEqual({})
  await expect.poll(() => page.locator(':focus').textContent()).toBe('Ken Adachi')
})

test('a meeting opens in front of its client and closes to it; with both in the address the meeting is in front', async () => {
  const page = await open(`/clients?client=${await idOf('ken')}`)
  await link(drawer(page), /^Upcoming/).click()
  await drawer(page).locator('[data-meeting]').first().click()
  const meeting = page.locator('dialog:has(#meeting-title)')
  await meeting.getByText('The plans of Ken Adachi').waitFor()
  const both = await stage.open(new URL(page.url()).pathname + new URL(page.url()).search)
  await both.locator('dialog:has(#meeting-title)').getByText('The plans of Ken Adachi').waitFor()
  await both.keyboard.press('Escape')
  await both.locator('dialog:has(#meeting-title)').waitFor({ state: 'detached' })
  await drawer(both).getByRole('heading', { name: 'Ken Adachi' }).waitFor()
  await page.keyboard.press('Escape')
  await meeting.waitFor({ state: 'detached' })
  await drawer(page).getByRole('heading', { name: 'Ken Adachi' }).waitFor()
})

test('all no-shows of a client are two actions from Home', async () => {
  const page = await stage.open('/')
  await page.getByRole('searchbox', { name: 'Find a client' }).fill('adachi')
  await link(page, '2 no-shows of Ken Adachi').click()
  await drawer(page).getByRole('heading', { name: 'Ken Adachi' }).waitFor()
  await expect.poll(() => drawer(page).locator('[data-meeting]').count()).toBe(2)
  expect(await drawer(page).locator('[data-meeting]').locator('..').getByText('No-show').count()).toBe(2)
  await picture(page, 'client-no-shows-1440')
})

test('who is in a meeting leads to the client', async () => {
  const page = await stage.open('/meetings')
  await link(page, 'Tom Weber').first().click()
  await link(page.getByRole('dialog'), 'Tom Weber').click()
  await drawer(page).getByRole('heading', { name: 'Tom Weber' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/clients')
})

test('a name, a phone and notes are set, shown in the list, and given back', async () => {
  const page = await open(`/clients?client=${await idOf('tom.weber')}`)
  await button(drawer(page), /^Edit/).click()
  await expect.poll(() => page.locator(':focus').inputValue()).toBe('Tom Weber')
  await drawer(page).getByLabel('Name', { exact: true }).fill('Thomas Weber')
  await drawer(page).getByLabel('Phone').fill('+49 30 5550 0199')
  await drawer(page).getByLabel('Your notes').fill('Prefers mornings')
  await picture(page, 'client-edit-1440')
  await page.keyboard.press('Tab')
  await button(drawer(page), 'Save').click()
  await drawer(page).getByRole('heading', { name: 'Thomas Weber' }).waitFor()
  await drawer(page).getByText('Set by you. From Calendly: Tom Weber.').waitFor()
  await drawer(page).getByText('Prefers mornings').waitFor()
  await isSound(page, 'client-named-1440')
  await rows(page).filter({ hasText: 'Thomas Weber' }).waitFor()
  await button(drawer(page), /^Give back to Calendly ?: name$/).click()
  await drawer(page).getByRole('heading', { name: 'Tom Weber' }).waitFor()
  await button(drawer(page), /^Give back to Calendly ?: phone$/).click()
  await drawer(page).getByText('Not known').waitFor()
})

test('suggestions are decided by keys, the next has the focus, and each decision can be taken back', async () => {
  const page = await open('/clients?tab=confirm')
  await cards(page).first().waitFor()
  expect(await cards(page).count()).toBe(3)
  await link(page, /^To confirm ?, 3$/).waitFor()
  await cards(page).first().getByText('Both have the same name.').waitFor()
  await isSound(page, 'clients-confirm-1440')
  const ids = await cards(page).evaluateAll((all) => all.map((card) => card.getAttribute('data-suggestion')))
  const focused = () =>
    page.evaluate<string | null>(
      'document.activeElement.closest("[data-suggestion]")?.getAttribute("data-suggestion") ?? null',
    )
  await page.keyboard.press('j')
  expect(await focused()).toBe(ids[0])
  await page.keyboard.press('y')
  await expect.poll(() => cards(page).count()).toBe(2)
  await expect.poll(focused).toBe(ids[1])
  await page.keyboard.press('n')
  await expect.poll(() => cards(page).count()).toBe(1)
  await expect.poll(focused).toBe(ids[2])
  await page.keyboard.press('Enter') // the focus is on the first answer
  await page.getByText('Nothing to confirm').waitFor()
  const decided = page.locator('[data-decided]')
  await expect.poll(() => decided.count()).toBe(3)
  expect(await decided.filter({ hasText: 'Same person' }).count()).toBe(2)
  await isSound(page, 'clients-decided-1440')
  for (const id of ids) {
    await page.locator(`[data-decided="${id}"]`).getByRole('button').click()
    await page.locator(`[data-suggestion="${id}"]`).waitFor()
    await expect.poll(focused).toBe(id)
  }
  expect(await decided.count()).toBe(0)
  await link(page, 'All').click()
  await expect.poll(() => rows(page).count()).toBe(8)
})

test('two clients are made one by hand after a look at what becomes of them, and taken apart again', async () => {
  const page = await open(`/clients?client=${await idOf('maria.santos')}`)
  await button(drawer(page), 'Merge with another client…').click()
  const dialog = page.getByRole('dialog', { name: 'Merge with Maria Santos' })
  await dialog.getByRole('searchbox').fill('maria')
  await button(dialog, /maria@work\.example/).click()
  const becomes = dialog.locator('dl')
  await becomes.getByText('maria.santos@client.example, maria@work.example').waitFor()
  await becomes.getByText('those of both: 1 meeting and 1 meeting').waitFor()
  await isSound(page, 'client-merge-1440')
  await button(dialog, 'Make them one client').click()
  await drawer(page).getByText('maria@work.example belongs to this client now.').waitFor()
  await drawer(page)
    .getByText(/^Merged by you/)
    .waitFor()
  await drawer(page).getByText('2 meetings', { exact: true }).waitFor()
  await isSound(page, 'client-merged-1440')
  await expect.poll(() => rows(page).count()).toBe(7)
  await button(drawer(page), 'Undo').click()
  await expect.poll(() => rows(page).count()).toBe(8)
  expect(
    await drawer(page)
      .getByText(/^Merged by you/)
      .count(),
  ).toBe(0)
})

test('what is kept of a client is a file, and the download is noted', async () => {
  const page = await open(`/clients?client=${await idOf('ken')}`)
  const download = page.waitForEvent('download')
  await button(drawer(page), 'Download as JSON').click()
  const file = await download
  expect(file.suggestedFilename()).toBe('client.json')
  const text = await readFile(await file.path(), 'utf8')
  expect(text).toContain('ken.adachi@client.example')
  expect(text).not.toContain('maria')
  await page.goto(`${stage.server.url}/activity`)
  await page.getByText('Client exported').first().waitFor()
})

test('an erased client is gone after a deliberate yes, and a check does not bring the person back', async () => {
  const page = await open(`/clients?client=${await idOf('ken')}`)
  await button(drawer(page), 'Erase…').click()
  const dialog = page.getByRole('dialog', { name: 'Erase Ken Adachi' })
  await dialog.getByText('The next check does not bring the person back').waitFor()
  await isSound(page, 'client-erase-1440')
  const yes = button(dialog, 'Erase for good')
  expect(await yes.isDisabled()).toBe(true)
  await dialog.getByRole('textbox').fill('ken.adachi@client')
  expect(await yes.isDisabled()).toBe(true)
  await dialog.getByRole('textbox').fill('ken.adachi@client.example')
  await yes.click()
  await page.getByText('Erased. 3 meetings stay, with an “Erased client”.').waitFor()
  await drawer(page).waitFor({ state: 'detached' })
  await expect.poll(() => rows(page).count()).toBe(7)
  await picture(page, 'clients-erased-1440')
  const answer = await fetch(`${stage.server.url}/api/calendly/sync`, { method: 'POST' })
  expect(answer.status).toBe(200)
  await page.goto(`${stage.server.url}/clients`)
  await expect.poll(() => rows(page).count()).toBe(7)
  expect(await rows(page).filter({ hasText: 'Ken' }).count()).toBe(0)
  await page.goto(`${stage.server.url}/meetings?view=no-show`)
  await expect.poll(() => page.locator('[data-meeting]').count()).toBe(2)
  expect(await page.locator('[data-meeting]').allTextContents()).toEqual(['Erased client', 'Erased client'])
})

test('one that was erased elsewhere is not shown any longer', async () => {
  bookAs('Paul Passing', 'paul@client.example', 4)
  expect((await fetch(`${stage.server.url}/api/calendly/sync`, { method: 'POST' })).status).toBe(200)
  const id = await idOf('paul')
  const page = await open(`/clients?client=${id}`)
  await drawer(page).getByRole('heading', { name: 'Paul Passing' }).waitFor()
  await fetch(`${stage.server.url}/api/clients/${id}`, { method: 'DELETE' })
  await noSuchClient(page)
  await expect.poll(() => page.getByText('Paul').count()).toBe(0)
  await forgetRefusals(page)
})

test('a client whom nobody has is told so', async () => {
  const page = await stage.open('/clients?client=00000000-0000-4000-8000-000000000000')
  await noSuchClient(page)
  await forgetRefusals(page)
})

test('Book says what comes and what one does meanwhile, and pretends nothing', async () => {
  const page = await stage.open('/book')
  await page.getByRole('heading', { name: 'Meanwhile' }).waitFor()
  expect(await page.locator('main').getByRole('button').count()).toBe(0)
  expect(await link(page, /Go to Calendly/).getAttribute('href')).toBe('https://calendly.com/')
  await isSound(page, 'book-1440')
  const phone = await stage.open('/book', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' })
  await phone.getByRole('heading', { name: 'Meanwhile' }).waitFor()
  await isSound(phone, 'book-dark-360')
})

test('on a phone and in the dark nothing is lost', async () => {
  const options = { viewport: { width: 360, height: 740 }, colorScheme: 'dark' } as const
  const page = await open('/clients', options)
  await rows(page).first().waitFor()
  await isSound(page, 'clients-dark-360')
  await rows(page).nth(1).click()
  await drawer(page).getByRole('heading', { name: 'Why this is one person' }).waitFor()
  await isSound(page, 'client-dark-360')
  await button(drawer(page), 'Erase…').click()
  await isSound(page, 'client-erase-dark-360')
  const confirm = await open('/clients?tab=confirm', options)
  await cards(confirm).first().waitFor()
  await isSound(confirm, 'clients-confirm-dark-360')
})

test('of many clients more come as one goes on, by scrolling and by J, and nobody is missing', async () => {
  const others = 450
  const before = await fetch(`${stage.server.url}/api/clients?limit=200`)
  const known = JSON.parse(await before.text()).data.length
  const pool = new pg.Pool({ connectionString: stage.databaseUrl, max: 1 })
  await pool.query(
    `INSERT INTO clients (user_id, email, email_key, name)
     SELECT (SELECT user_id FROM clients LIMIT 1), e, e, 'Zoe ' || to_char(n, 'FM0000')
     FROM generate_series(1, $1) n, LATERAL (SELECT 'zoe' || n || '@client.example' AS e) address`,
    [others],
  )
  await pool.end()
  const page = await open()
  await rows(page).first().waitFor()
  expect(await rows(page).count()).toBeLessThan(known + others)
  await rows(page).last().click()
  await title(page).waitFor()
  const opened = await title(page).textContent()
  await page.keyboard.press('j')
  await expect.poll(() => title(page).textContent()).not.toBe(opened)
  await page.keyboard.press('Escape')
  await drawer(page).waitFor({ state: 'detached' })
  await expect
    .poll(
      async () => {
        await page.evaluate('window.scrollTo(0, document.documentElement.scrollHeight)')
        return rows(page).count()
      },
      { timeout: 30_000 },
    )
    .toBe(known + others)
  const names = await rows(page).allTextContents()
  expect(names.at(-1)).toBe('Zoe 0450')
  expect(new Set(names.slice(-others)).size).toBe(others)
  expect(await button(page, 'Load more').count()).toBe(0)
})
