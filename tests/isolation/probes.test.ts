import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer } from '../support/ask.ts'
import {
  type Belongings,
  belongingsOf,
  foreignIn,
  idKinds,
  type Mark,
  marksOf,
} from './support/belongings.ts'
import { readCatalogue } from './support/catalogue.ts'
import { type Firm, type Member, memberNames, startFirm } from './support/firm.ts'
import { type RouteName, routeClasses, routesMadeBy } from './support/routes.ts'

/*
 * T7, T10, T11, T33, F8: every route of the server is asked, as every user, for things of every other user. Whoever asks
 * for what is not his gets the answer that he would get for what is not there, byte for byte; nothing of others stands in
 * any answer; and nothing of theirs has changed afterwards.
 */

let firm: Firm
let routes: readonly RouteName[]
let marks: readonly Mark[]
let belongings: Readonly<Record<Member['name'], Belongings>>

beforeAll(async () => {
  const made = await routesMadeBy(startFirm, (app) => app.hasRoute({ method: 'GET', url: '/api/meetings' }))
  firm = made.result
  routes = made.routes
  marks = await marksOf(firm)
  const entries = await Promise.all(
    Object.values(firm.members).map(
      async (member) => [member.name, await belongingsOf(firm, member)] as const,
    ),
  )
  belongings = Object.fromEntries(entries) as typeof belongings
}, 120_000)
afterAll(() => firm?.close())

const viewers = [...memberNames, 'olga' as const]
const perKind = process.env.PROVE ? 10 : 1
/** `npm test` tries every tenth id, other ones at each call, so that all are tried somewhere. */
const every = process.env.PROVE ? 1 : 10
let calls = 0
const classOf = (route: RouteName) => routeClasses[route]

/** What can be compared: everything but the moment and what depends on the id's own text. */
function shown({ status, headers, text }: Answer, id: string) {
  const { date: _, 'content-length': __, ...rest } = Object.fromEntries(headers)
  return {
    status,
    headers: rest,
    text: text.replaceAll(id, '(id)').replaceAll(encodeURIComponent(id), '(id)'),
  }
}

/** What others own, of every kind, as ids to try; and what nobody has. */
function idsToTry(viewer: Member['name']) {
  calls += 1
  const foreign = memberNames
    .filter((name) => name !== viewer)
    .flatMap((name) =>
      idKinds.flatMap((kind) =>
        (belongings[name]?.[kind] ?? []).slice(0, perKind).map((id) => ({ kind, id, of: name })),
      ),
    )
    .filter((_, n) => (n + calls) % every === 0)
  return { foreign, absent: randomUUID() }
}

async function ask(viewer: Member['name'], method: string, path: string, body?: unknown): Promise<Answer> {
  const sent =
    body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  return firm.as(firm.members[viewer], path, { method, ...sent })
}

/** What the installation finds out by itself meanwhile, whoever asks for what. */
const ofWatch = ['calendly_sync.incidents', 'calendly_sync.alert_mails']

/** Everything that is stored of users, as it lies there. @param but - a table that may grow meanwhile. */
async function storedRows(but?: string): Promise<string> {
  const tables = (await readCatalogue(firm.admin, ['public', 'calendly_sync'])).filter(
    (table) => table.has_user_id && table.name !== but && !ofWatch.includes(table.name),
  )
  const texts = [...tables.map(({ name }) => name), 'calendly_sync.webhook_deliveries'].map(
    (name) =>
      `SELECT '${name} ' || md5(string_agg(t::text, '' ORDER BY t::text)) AS sum FROM ${name} t ${
        // That somebody exported the own meetings is noted as his.
        name === 'calendly_sync.audit_log' ? "WHERE action <> 'meetings.exported'" : ''
      }`,
  )
  return (await firm.admin.query(texts.join(' UNION ALL '))).rows.map((row) => row.sum).join('\n')
}

test('every route is classified, and nothing is classified that is no route', () => {
  const asked = routes.filter((route) => !/^(HEAD|OPTIONS) /.test(route))
  expect(asked.filter((route) => !classOf(route))).toEqual([])
  const optional = ['GET /', 'GET /*'] // with the page built, or without
  const gone = Object.keys(routeClasses).filter((name) => !asked.some((route) => route === name))
  expect(gone.filter((name) => !optional.includes(name))).toEqual([])
})

test('the own thing is found on every route that names one', async () => {
  for (const [route, what] of Object.entries(routeClasses)) {
    if (!('names' in what) || what.removes || what.takes) continue // the others need it
    const [method = 'GET', path = ''] = route.split(' ')
    const name = what.names === 'account' ? 'ada' : 'dan' // resuming what is active changes nothing
    const id = belongings[name][what.names][0] ?? ''
    const { status } = await ask(name, method, path.replace(':id', id), what.body)
    expect([200, 202], `${route} ${status}`).toContain(status)
  }
  await expect.poll(async () => (await waiting()).length, { timeout: 20_000 }).toBe(0)
})

/** What the server still does by itself, and will soon: deliveries, runs, and meetings that are to be read once more. */
const waiting = async () =>
  (
    await firm.admin.query(`
      SELECT FROM calendly_sync.webhook_deliveries WHERE due_at IS NOT NULL
      UNION ALL SELECT FROM calendly_sync.account_runs WHERE finished_at IS NULL
      UNION ALL SELECT FROM calendly_sync.accounts a WHERE state = 'active' AND (gap_since IS NOT NULL
        OR EXISTS (SELECT FROM calendly_sync.scheduled_events e WHERE e.account_id = a.id AND e.reread_at IS NOT NULL)
        OR EXISTS (SELECT FROM calendly_sync.events_to_read e WHERE e.account_id = a.id))`)
  ).rows

test('things of others answer like things that are not there, on every route that names one', async () => {
  const before = await storedRows()
  let probes = 0
  for (const [route, what] of Object.entries(routeClasses)) {
    if (!('names' in what)) continue
    const [own = 'GET', path = ''] = route.split(' ')
    for (const viewer of viewers) {
      const { foreign, absent } = idsToTry(viewer)
      for (const method of new Set([own, 'GET', 'DELETE'])) {
        const body = ['GET', 'HEAD'].includes(method) ? undefined : what.body
        const missing = shown(await ask(viewer, method, path.replace(':id', absent), body), absent)
        for (const { id, kind, of } of foreign) {
          // Operators may see runs that their own trigger made, and deliveries without their bodies.
          if (viewer === 'olga' && what.names === 'delivery' && kind === 'delivery') continue
          if (viewer === 'olga' && what.operators && what.names === kind) continue
          const answer = await ask(viewer, method, path.replace(':id', id), body)
          expect({ route, method, viewer, kind, of, ...shown(answer, id) }).toEqual({
            ...{ route, method, viewer, kind, of },
            ...missing,
          })
          expect(foreignIn(answer.text.replaceAll(id, ''), firm.members[viewer], marks)).toEqual([])
          probes += 1
        }
      }
    }
  }
  expect(probes).toBeGreaterThan(2500 / every)
  expect(await storedRows()).toBe(before)
}, 1_200_000)

test('ids of others in filters and bodies find what ids that are not there find', async () => {
  const exports = 'calendly_sync.audit_log' // an export of the own meetings is noted, however little it finds
  const before = await storedRows(exports)
  let probes = 0
  for (const [route, what] of Object.entries(routeClasses)) {
    if (!('lists' in what)) continue
    const [method = 'GET', path = ''] = route.split(' ')
    for (const filter of what.by ?? []) {
      for (const viewer of viewers) {
        const { foreign, absent } = idsToTry(viewer)
        const send = (id: string) =>
          'query' in filter
            ? ask(viewer, method, `${path}?${filter.query}=${id}`)
            : ask(viewer, method, path, { [filter.member]: id })
        const missing = shown(await send(absent), absent)
        for (const { id, kind, of } of foreign) {
          const answer = await send(id)
          expect({ route, viewer, kind, of, ...shown(answer, id) }).toEqual({
            ...{ route, viewer, kind, of },
            ...missing,
          })
          probes += 1
        }
      }
    }
  }
  expect(probes).toBeGreaterThan(500 / every)
  expect(await storedRows(exports)).toBe(before)
}, 120_000)

test('a place in somebody else’s list or history leads nowhere else than into the own', async () => {
  let probes = 0
  for (const path of [
    '/api/meetings?view=all&limit=1',
    '/api/clients?limit=1',
    '/api/calendly/runs?limit=1',
  ]) {
    for (const viewer of memberNames) {
      for (const other of memberNames.filter((name) => name !== viewer)) {
        const { nextCursor } = JSON.parse((await ask(other, 'GET', path)).text)
        expect(typeof nextCursor).toBe('string')
        const answer = await ask(viewer, 'GET', `${path}&cursor=${encodeURIComponent(nextCursor)}`)
        expect(answer.status).toBe(200)
        expect(foreignIn(answer.text, firm.members[viewer], marks)).toEqual([])
        probes += 1
      }
    }
  }
  for (const viewer of memberNames) {
    const { rows } = await firm.admin.query(
      'SELECT seq FROM calendly_sync.changes WHERE user_id <> $1 ORDER BY seq LIMIT $2',
      [firm.members[viewer].userId, 60 / every],
    )
    for (const { seq } of rows) {
      const answer = await ask(viewer, 'GET', `/api/changes?after=${Number(seq) - 1}&limit=1000`)
      expect(foreignIn(answer.text, firm.members[viewer], marks)).toEqual([])
      probes += 1
    }
  }
  expect(probes).toBeGreaterThan(250 / every)
})

describe('T10: who asks is said by the token alone', () => {
  const names = [
    'user_id',
    'userId',
    'user',
    'sub',
    'tenant',
    'who',
    'owner',
    'requestedBy',
    'id',
    'role',
    'isOperator',
  ]
  const headers = [
    'x-user-id',
    'x-user',
    'x-forwarded-user',
    'x-remote-user',
    'x-tenant-id',
    'x-supabase-user',
    'x-role',
  ]

  test('another user’s id in query, body or headers is refused or has no effect', async () => {
    const [own, other] = [firm.members.ben, firm.members.cleo]
    for (const [route, what] of Object.entries(routeClasses)) {
      if (!('lists' in what) || route === 'GET /api/events') continue
      const [method = 'GET', path = ''] = route.split(' ')
      for (const name of names) {
        const asked =
          method === 'GET'
            ? ask('ben', method, `${path}?${name}=${other.userId}`)
            : ask('ben', method, path, { ...Object(what.body), [name]: other.userId })
        const { status, text } = await asked
        expect([200, 202, 400], `${route} ${name}`).toContain(status)
        expect(foreignIn(text, own, marks)).toEqual([])
      }
      if (method !== 'GET') continue
      for (const name of headers) {
        const { status, text } = await firm.as(own, path, { headers: { [name]: other.userId } })
        expect(status).toBe(200)
        expect(foreignIn(text, own, marks)).toEqual([])
      }
    }
  })

  test('what a body brings beside its own members is refused, and changes nothing', async () => {
    const before = await storedRows()
    const id = belongings.ben.account[0] ?? ''
    for (const name of [
      'user_id',
      'userId',
      'credential',
      'calendlyUser',
      'email',
      'role',
      'id',
      'coverage',
      '__proto__',
    ]) {
      const body = `{"state":"active","${name}":"${firm.members.cleo.userId}"}`
      const { status } = await firm.as(firm.members.ben, `/api/calendly/accounts/${id}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body,
      })
      expect([name, status]).toEqual([name, 400])
    }
    expect(await storedRows()).toBe(before)
  })
})

describe('T11: what one may do depends on who one is', () => {
  test('what is for operators is refused to everybody else, and tells operators of nobody’s meetings', async () => {
    const told = marks.filter(({ what }) => what === 'word' || what === 'phone')
    const before = await storedRows()
    for (const [route, what] of Object.entries(routeClasses)) {
      if (!('for' in what)) continue
      const [method = 'GET', path = ''] = route.split(' ')
      for (const name of memberNames) {
        const { status, text } = await ask(name, method, path.replace(':id', randomUUID()), what.body)
        expect([route, name, status]).toEqual([route, name, 403])
        expect(foreignIn(text, firm.members[name], marks)).toEqual([])
      }
      const { status, text } = await ask('olga', method, path.replace(':id', randomUUID()), what.body)
      expect([200, 202, 404], `${route} ${status}`).toContain(status)
      expect(foreignIn(text, { name: 'olga' }, told)).toEqual([])
    }
    expect(await storedRows()).toBe(before)
  })

  test('nobody without a token is let in anywhere but to what tells nobody’s data', async () => {
    for (const route of routes) {
      const [method = 'GET', path = ''] = route.split(' ')
      if (method === 'OPTIONS') continue
      const what = routeClasses[`${method === 'HEAD' ? 'GET' : method} ${path}`]
      const asksWho = ['/api/calendly/scheduler/status', '/api/setup'].includes(path)
      const isOpen = !asksWho && what && ('tells' in what || 'opens' in what)
      const { status, text } = await firm.as(
        undefined,
        path.replace(/:\w+/, randomUUID()).replace('*', 'x'),
        { method, redirect: 'manual' },
      )
      const allowed = isOpen ? [200, 303, 404] : [401]
      expect(allowed, `${route} answered ${status}`).toContain(status)
      expect(foreignIn(text, { name: 'olga' }, marks)).toEqual([])
    }
  })

  test('a plain user’s trigger and replay reach the own things only', async () => {
    const started = JSON.parse((await ask('ben', 'POST', '/api/calendly/scheduler/trigger', {})).text)
    const { rows } = await firm.admin.query(
      `SELECT DISTINCT r.user_id FROM calendly_sync.sync_run_accounts m JOIN calendly_sync.account_runs r ON r.id = m.account_run_id
       WHERE m.run_id = $1`,
      [started.runId],
    )
    expect(rows).toEqual([{ user_id: firm.members.ben.userId }])
    const everything = { from: '2000-01-01T00:00:00Z' }
    const { text } = await ask('ben', 'POST', '/api/calendly/webhook/deliveries/replay', everything)
    const concerned = await firm.admin.query(
      'SELECT count(*)::int AS count FROM calendly_sync.webhook_deliveries WHERE user_ids @> ARRAY[$1::uuid]',
      [firm.members.ben.userId],
    )
    expect(JSON.parse(text).waiting).toBe(concerned.rows[0].count)
    expect(concerned.rows[0].count).toBeGreaterThan(0)
  })

  test('an operator’s tick reaches everybody; each user sees of it the own part only', async () => {
    const { runId } = JSON.parse((await ask('olga', 'POST', '/api/calendly/scheduler/trigger', {})).text)
    const seen = await ask('olga', 'GET', `/api/calendly/runs/${runId}`)
    expect(
      new Set(JSON.parse(seen.text).accounts.map((one: { userId: string }) => one.userId)).size,
    ).toBeGreaterThan(3)
    const words = marks.filter(({ what }) => ['word', 'phone', 'meeting', 'client'].includes(what))
    expect(foreignIn(seen.text, firm.members.olga, words)).toEqual([])
    for (const name of memberNames.filter((one) => one !== 'dan')) {
      const { status, text } = await ask(name, 'GET', `/api/calendly/runs/${runId}`)
      expect(status).toBe(200)
      expect(foreignIn(text, firm.members[name], await marksOf(firm))).toEqual([])
    }
  })

  test('an operator opens no delivery, and reads no meeting, client or account of others', async () => {
    for (const id of belongings.ben.delivery.slice(0, 5)) {
      const { status, text } = await ask('olga', 'GET', `/api/calendly/webhook/deliveries/${id}`)
      expect([status, JSON.parse(text)]).toMatchObject([200, { payload: null, headers: null }])
    }
  })
})
