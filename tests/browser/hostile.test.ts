import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { HOSTILE_LINKS, HOSTILE_TEXTS } from './hostile-texts.ts'
import { openPractice, type Practice } from './practice.ts'
import { imported, picture, type Stage, setStage, settled, sidewaysPx } from './stage.ts'

/* Names, answers and places come from strangers: whatever they hold is shown as text and does nothing. */

let practice: Practice
let stage: Stage

beforeAll(async () => {
  practice = await openPractice()
  const { world, people } = practice.simulator
  const tomorrow = (Math.floor(world.now() / 86_400_000) + 1) * 86_400_000
  world.at(world.now() - 3 * 86_400_000, () => {
    HOSTILE_TEXTS.forEach((text, index) => {
      const { event, invitee } = world.book({
        host: people.adviser,
        start: tomorrow + 28_800_000 + index * 3_600_000,
        location: { kind: 'custom', text },
        tracking: { utm_source: text.slice(0, 200) },
        invitee: {
          name: text,
          email: `stranger-${index}@client.example`,
          timezone: text,
          answers: [{ question: text, answer: text, position: 0 }],
        },
      })
      world.setNotes(event, text)
      if (index % 10 === 9) world.cancelInvitee(invitee, { reason: text })
    })
  })
  spoilLinks()
  stage = await setStage(practice.env)
  await imported(stage)
}, 240_000)

afterAll(async () => {
  await stage?.close()
  await practice?.close()
})

/** Calendly's own answers with join links that Calendly would never write. */
function spoilLinks(): void {
  const { world, faults } = practice.simulator
  const collection = world.events().map((event, index) => {
    const link = HOSTILE_LINKS[index % HOSTILE_LINKS.length]
    return { ...event, location: { ...event.location, join_url: link } }
  })
  const body = {
    collection,
    pagination: { count: collection.length, next_page: null, next_page_token: null },
  }
  faults.add({ kind: 'status', status: 200, method: 'GET', template: '/scheduled_events', body })
}

interface Found {
  readonly hit: unknown
  readonly links: readonly string[]
  readonly strangers: readonly string[]
}

/** What ran, where links lead, and which elements are there that the page has not made. */
function inspect(page: Page): Promise<Found> {
  return page.evaluate<Found>(`({
    hit: window.__hit ?? null,
    links: [...document.querySelectorAll('[href], [src], [action]')]
      .map((node) => node.href || node.src || node.action)
      .filter((link) => typeof link === 'string' && !/^(https?:\\/\\/(127\\.0\\.0\\.1|meet|calendly)|mailto:)/.test(link)),
    strangers: [...document.querySelectorAll('iframe, base, form, object, embed, math, x, meta[http-equiv], style, body script')]
      .map((node) => node.outerHTML.slice(0, 100)),
  })`)
}

async function isHarmless(page: Page): Promise<void> {
  expect(await inspect(page)).toEqual({ hit: null, links: [], strangers: [] })
  expect(await sidewaysPx(page)).toBe(0)
}

async function open(address: string, width = 1440): Promise<Page> {
  const page = await stage.open(address, { viewport: { width, height: 800 } })
  await settled(page)
  return page
}

interface Row {
  joinUrl: string | null
}

test('a link that no browser should follow is not even kept', async () => {
  const answer = await fetch(`${stage.server.url}/api/meetings?limit=200`)
  const { data } = (await answer.json()) as { data: Row[] }
  expect(data.length).toBeGreaterThan(85)
  expect(data.filter(({ joinUrl }) => joinUrl !== null && !joinUrl.startsWith('https://'))).toEqual([])
})

/** Goes down the list until all of it is there. */
async function readOn(page: Page): Promise<void> {
  const rows = async () => {
    await page.evaluate('window.scrollTo(0, document.body.scrollHeight)')
    return page.locator('[data-meeting]').count()
  }
  await expect.poll(rows).toBeGreaterThan(85)
}

test('and if one came through all the same, it is no link on the page', async () => {
  const page = await open('/')
  let spoilt = 0
  await page.route(/\/api\/meetings(\?|\/[0-9a-f-]{36}$)/, async (route) => {
    const response = await route.fetch()
    const told = (await response.json()) as Row & { data?: Row[] }
    for (const row of told.data ?? [told]) {
      row.joinUrl = HOSTILE_LINKS[spoilt++ % HOSTILE_LINKS.length] ?? null
    }
    await route.fulfill({ response, json: told })
  })
  await page.getByRole('link', { name: 'Meetings', exact: true }).click()
  await readOn(page)
  expect(spoilt).toBeGreaterThan(85)
  await isHarmless(page)
  for (const index of [0, 1, 2, 3, 4, 5]) {
    await page.locator('[data-meeting]').nth(index).click()
    await page.getByRole('dialog').getByText('Explain this row').waitFor()
    await isHarmless(page)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
})

test('a hundred hostile names and places are text, in every layout', async () => {
  const page = await open('/meetings')
  await readOn(page)
  const shown = (await page.locator('[data-meeting]').allTextContents()).join('\n')
  for (const text of ['<script>window.__hit = 1</script>', '{{constructor', 'DROP TABLE meetings'])
    expect(shown).toContain(text)
  await isHarmless(page)
  await picture(page, 'hostile-agenda-1440')
  await page.getByRole('link', { name: 'Table', exact: true }).click()
  await page.getByRole('table', { name: 'Meetings' }).waitFor()
  await isHarmless(page)
  await page.getByRole('link', { name: 'Week', exact: true }).click()
  await page.getByRole('heading', { level: 3 }).nth(6).waitFor()
  await isHarmless(page)
  await isHarmless(await open('/meetings?view=cancelled'))
  await isHarmless(await open('/'))
})

test('on a narrow screen none of them pushes the page sideways', async () => {
  const page = await open('/meetings', 360)
  await isHarmless(page)
  await picture(page, 'hostile-agenda-360')
})

test('the drawer shows answers, notes, reasons and raw JSON as text, one after the other', async () => {
  const page = await open('/meetings')
  await page.locator('[data-meeting]').first().click()
  const drawer = page.getByRole('dialog')
  for (let seen = 0; seen < 40; seen++) {
    await drawer.getByText('Explain this row').waitFor()
    if (seen % 8 === 0) {
      await drawer.getByText('Raw JSON').click()
      await drawer.locator('pre').waitFor()
    }
    await isHarmless(page)
    if (seen === 3) await picture(page, 'hostile-drawer-1440')
    const before = page.url()
    await page.keyboard.press('j')
    await expect.poll(() => page.url()).not.toBe(before)
  }
})

test('what is typed into the address does no more than what is typed into Calendly', async () => {
  const text = encodeURIComponent('"><img src=x onerror=window.__hit=30>')
  const page = await open(
    `/meetings?q=${text}&host=${text}&type=${text}&account=${text}&place=${text}&from=${text}`,
  )
  await page.getByText('Nothing in “Upcoming” matches').or(page.getByRole('alert')).first().waitFor()
  await isHarmless(page)
})

test('the browser has found nothing that the rules of the page forbid', () => {
  const heard = stage.complaints.filter((each) => !/status of 4\d\d/.test(each))
  expect(heard).toEqual([])
})
