import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { belongingsOf, foreignIn, type Mark, marksOf } from './support/belongings.ts'
import { readCatalogue } from './support/catalogue.ts'
import { type Firm, memberNames, post, startFirm } from './support/firm.ts'
import { routeClasses } from './support/routes.ts'

/*
 * T7: the tenant is in every query as well as in the policies, so that each keeps users apart without the other. Here the
 * policies are off: an operator has switched row-level security off by mistake, and the API still shows everybody his own.
 */

let firm: Firm
let marks: readonly Mark[]

beforeAll(async () => {
  firm = await startFirm()
  marks = await marksOf(firm)
  for (const { name, has_user_id } of await readCatalogue(firm.admin, ['public', 'calendly_sync'])) {
    if (has_user_id) await firm.admin.query(`ALTER TABLE ${name} DISABLE ROW LEVEL SECURITY`)
  }
}, 120_000)
afterAll(() => firm?.close())

test('lists show the own rows alone', async () => {
  const found: string[] = []
  for (const name of memberNames) {
    for (const [route, what] of Object.entries(routeClasses)) {
      const [method = '', path = ''] = route.split(' ')
      if (!('lists' in what) || method !== 'GET' || path === '/api/events') continue
      const wide = path === '/api/meetings' ? `${path}?view=all&limit=200` : path
      const { status, text } = await firm.as(firm.members[name], wide)
      expect(status).toBe(200)
      found.push(
        ...foreignIn(text, firm.members[name], marks).map((mark) => `${name} sees in ${route}: ${mark}`),
      )
    }
  }
  expect(found.slice(0, 20)).toEqual([])
})

test('what is somebody else’s is not there, and stays as it is', async () => {
  const { rows: before } = await firm.admin.query('SELECT * FROM calendly_sync.accounts ORDER BY id')
  const found: string[] = []
  for (const name of memberNames) {
    for (const other of memberNames.filter((one) => one !== name)) {
      const belongings = await belongingsOf(firm, firm.members[other])
      for (const [route, what] of Object.entries(routeClasses)) {
        const [method = '', path = ''] = route.split(' ')
        if (!('names' in what)) continue
        const id = belongings[what.names][0] ?? randomUUID()
        const init = what.body === undefined ? { method } : { ...post(what.body), method }
        const { status, text } = await firm.as(firm.members[name], path.replace(':id', id), init)
        if (status !== 404) found.push(`${name} asks for ${other}: ${route} answers ${status}`)
        found.push(...foreignIn(text.replaceAll(id, ''), firm.members[name], marks))
      }
    }
  }
  expect(found).toEqual([])
  expect((await firm.admin.query('SELECT * FROM calendly_sync.accounts ORDER BY id')).rows).toEqual(before)
})

test('the own account alone is paused, resumed and given an interval', async () => {
  const states = async () =>
    (
      await firm.admin.query(
        'SELECT id, user_id, state, sync_interval FROM calendly_sync.accounts ORDER BY id',
      )
    ).rows
  const before = await states()
  const [own] = (await belongingsOf(firm, firm.members.ben)).account
  for (const body of [{ state: 'paused' }, { state: 'active' }, { syncIntervalMinutes: 7 }]) {
    const init = { ...post(body), method: 'PATCH' }
    expect((await firm.as(firm.members.ben, `/api/calendly/accounts/${own}`, init)).status).toBe(200)
  }
  const after = await states()
  expect(after.filter(({ id }) => id !== own)).toEqual(before.filter(({ id }) => id !== own))
  const { runId } = JSON.parse(
    (await firm.as(firm.members.ben, '/api/calendly/scheduler/trigger', post({}))).text,
  )
  const { rows } = await firm.admin.query(
    `SELECT DISTINCT r.user_id FROM calendly_sync.sync_run_accounts m JOIN calendly_sync.account_runs r ON r.id = m.account_run_id
     WHERE m.run_id = $1`,
    [runId],
  )
  expect(rows).toEqual([{ user_id: firm.members.ben.userId }])
})
