import { afterAll, beforeAll, expect, test } from 'vitest'
import { foreignIn, type Mark, marksOf } from './support/belongings.ts'
import { type Firm, startFirm } from './support/firm.ts'

/*
 * T26, T27: whatever stands in a parameter is a value and never SQL: it is refused or finds what is the caller's own. The
 * parameters are the server's own list (`/openapi.json`), so that a new one is tried as well.
 */

let firm: Firm
let marks: readonly Mark[]

beforeAll(async () => {
  // One after the other, more than anybody may ask in a minute.
  firm = await startFirm({ environment: { REQUESTS_PER_MINUTE: '1000000' } })
  marks = await marksOf(firm)
}, 120_000)
afterAll(() => firm?.close())

const openings = [
  "'",
  '"',
  "')",
  '`',
  '\\',
  "\\'",
  '',
  '0',
  '%',
  "''",
  ')',
  '%27',
  '$1',
  '?',
  ':schema',
  "E'\\x27",
]
const phrases = [
  ' OR 1=1',
  ' OR true --',
  '; DROP TABLE meetings; --',
  ' UNION SELECT * FROM calendly_sync.accounts --',
  '; SET ROLE postgres; --',
  "; SELECT set_config('calendly_sync.user_ids', '*', false); --",
  '; RESET ROLE; --',
  ' OR user_id IS NOT NULL /*',
  '|| pg_sleep(5) --',
  ' AND (SELECT count(*) FROM clients) > 0 --',
  '; COPY clients TO PROGRAM $$true$$; --',
  "}}','[]'::jsonb) --",
  ' FOR UPDATE; ROLLBACK; --',
]
const oddities = [
  '\u0000',
  '\uFFFD',
  '__proto__',
  'constructor',
  '[]',
  '{}',
  'null',
  'NaN',
  '-1',
  '1e309',
  ' ',
  '٣',
  'ſ',
  '\r\n',
  '{{7*7}}',
]

const payloads = [...openings.flatMap((opening) => phrases.map((phrase) => opening + phrase)), ...oddities]

/** `npm test` tries every tenth payload on a parameter, other ones on the next, so that each is tried somewhere. */
const every = process.env.PROVE ? 1 : 10
const payloadsOf = (spot: number) => payloads.filter((_, n) => (n + spot) % every === 0)

interface Parameter {
  readonly in: string
  readonly name: string
}

test(`${payloads.length} payloads on the parameters: refused, or the own rows; nothing is slow, lost or thrown`, async () => {
  expect(payloads.length).toBeGreaterThan(200)
  const { paths } = JSON.parse((await firm.as(undefined, '/openapi.json')).text)
  const { rows: before } = await firm.admin.query(
    'SELECT count(*) FROM meetings UNION ALL SELECT count(*) FROM clients',
  )
  const logged = firm.log().length
  let probes = 0
  const spots: { path: string; parameter: Parameter }[] = []
  for (const [path, verbs] of Object.entries<Record<string, { parameters?: Parameter[] }>>(paths)) {
    for (const parameter of verbs.get?.parameters ?? []) spots.push({ path, parameter })
  }
  expect(spots.length).toBeGreaterThan(20)
  for (const [spot, { path, parameter }] of spots.entries()) {
    if (path === '/api/events') continue // a stream has no end; its place is read with the same pattern as `after`
    for (const payload of payloadsOf(spot)) {
      const value = encodeURIComponent(payload)
      const url =
        parameter.in === 'path'
          ? path.replace(`{${parameter.name}}`, value || '%20')
          : `${path}?${parameter.name}=${value}`
      const beganMs = performance.now()
      const { status, text } = await firm.as(firm.members.ben, url.replace(/\{\w+\}/g, 'x'))
      expect([200, 303, 400, 403, 404, 414], `${url} answered ${status}`).toContain(status)
      expect(performance.now() - beganMs, url).toBeLessThan(4000)
      expect(foreignIn(text, firm.members.ben, marks), url).toEqual([])
      probes += 1
    }
  }
  expect(probes).toBeGreaterThan((200 / every) * spots.length)
  const { rows: after } = await firm.admin.query(
    'SELECT count(*) FROM meetings UNION ALL SELECT count(*) FROM clients',
  )
  expect(after).toEqual(before)
  expect(firm.log().slice(logged)).not.toContain('"level":"error"')
}, 300_000)

test('the same parameter twice, as a list or as an object is refused', async () => {
  for (const query of [
    'limit=1&limit=2',
    'q[]=a',
    'q[a]=b',
    'view=all&view=past',
    'accountId=a&accountId=b',
    '__proto__[x]=1',
  ]) {
    const { status } = await firm.as(firm.members.ben, `/api/meetings?${query}`)
    expect([query, status]).toEqual([query, 400])
  }
})

test('bodies that are no plain objects are refused', async () => {
  const bodies = [
    '[]',
    '"x"',
    '1',
    'true',
    '{"accountId":{}}',
    '{"accountId":["x"]}',
    '{"accountId":null}',
    '{"__proto__":{}}',
    '{"a":1}',
  ]
  for (const body of bodies) {
    const { status } = await firm.as(firm.members.ben, '/api/calendly/sync', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    expect([body, status]).toEqual([body, 400])
  }
})
