import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Firm, startFirm, tickAll, wrongAnywhere } from './support/firm.ts'
import { rowsWritten } from './support/rows-written.ts'
import { until } from './support/until.ts'

/* One list of the organization serves everybody who is read with the owner's token (design, "Passes"). */

const everybody = 50
const dayMs = 86_400_000

let firm: Firm

beforeAll(async () => {
  firm = await startFirm(0, everybody)
}, 300_000)
afterAll(() => firm?.close())

test('after the imports of fifty members every mirror is Calendly', async () => {
  expect(await wrongAnywhere(firm)).toEqual([])
}, 120_000)

test('a quiet tick of fifty accounts costs the pages of one list and two calls more, and writes no row', async () => {
  await tickAll(firm)
  const before = await rowsWritten(firm)
  const { requests, world } = firm.simulator
  await startAgain()
  const run = await tickAll(firm)
  const calls = requests.all()
  const ahead = world.events().filter(({ start_time }) => Date.parse(start_time) >= world.now() - 2 * dayMs)
  const pages = Math.ceil(ahead.length / 100)
  const ofOrganization = calls.filter(({ query }) => query.user === undefined)
  expect(ofOrganization.map(({ template }) => template)).toEqual(Array(pages).fill('/scheduled_events'))
  expect(calls.length).toBeLessThanOrEqual(pages + 2)
  expect(run).toMatchObject({ state: 'succeeded', new: 0, updated: 0, deleted: 0, errors: [] })
  expect(run.accounts).toHaveLength(everybody)
  expect(run.requests).toBe(calls.length)
  expect(run.accounts.filter((account) => account.requests > 0)).toHaveLength(1)
  expect(await rowsWritten(firm)).toEqual(before)
}, 120_000)

test('a past that is due for most is one list for all, and afterwards for nobody', async () => {
  await startAgain()
  await firm.pool.query(
    `UPDATE calendly_sync.accounts SET coverage = (SELECT jsonb_agg(s || jsonb_build_object('asOfMs',
       (s ->> 'asOfMs')::float8 - 8 * 86400000::float8)) FROM jsonb_array_elements(coverage) s)`,
  )
  const { requests, world } = firm.simulator
  const past = world.events().filter(({ status, start_time }) => {
    const agoDays = (world.now() - Date.parse(start_time)) / dayMs
    return status === 'active' && agoDays > 30 && agoDays < 80
  })
  for (const { uri } of past.slice(0, 20)) world.addGuest(uri, 'late.guest@client.example')
  firm.clock.advance(1000)
  expect(await tickAll(firm)).toMatchObject({ state: 'succeeded', new: 0, deleted: 0, errors: [] })
  const lists = requests.all().filter(({ template }) => template === '/scheduled_events')
  const pages = Math.ceil(world.size / 100) + 2 // the tick and the past each end in a page that is not full
  expect(lists.filter(({ query }) => query.user === undefined).length).toBeLessThanOrEqual(pages)
  // The owner's own lists, of what lies ahead and of the past.
  expect(new Set(lists.map(({ query }) => query.user ?? 'all')).size).toBe(2)
  expect(await wrongAnywhere(firm)).toEqual([])
  requests.clear()
  await tickAll(firm)
  expect(requests.all().filter(({ query }) => query.sort === 'start_time:desc')).toEqual([])
}, 120_000)

async function startAgain(): Promise<void> {
  const { requests, tokens } = firm.simulator
  requests.clear()
  await firm.start({ users: 'matched', calendly: { personalAccessToken: tokens.admin } })
  await until(
    'the engine to know whose the token is',
    () => requests.count({ template: '/organization_memberships', status: 200 }) > 0,
  )
  requests.clear()
}
