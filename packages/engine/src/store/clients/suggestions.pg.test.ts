import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Adviser, at, event, openScene, type Scene, seat } from '../merge/testing/scene.ts'
import { listClients } from '../read/clients.ts'
import { joinClients, partClients } from './join.ts'
import { decideSuggestion, listSuggestions } from './suggestions.ts'

/* Which pairs are suggested is in suggest.test.ts; here is what becomes of them. */

let scene: Scene
let ann: Adviser

beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())
beforeEach(async () => {
  ann = await scene.adviser()
  for (const [n, email] of ['kim@example.com', 'kim@work.example', 'kim+x@example.com'].entries()) {
    const uuid = randomUUID()
    const stamps = { created_at: at(n), updated_at: at(n) }
    await scene.read(ann, {
      events: [event(uuid, ann, stamps)],
      seats: [seat(`${uuid}s`, uuid, { ...stamps, email, name: 'Kim Lee' })],
    })
  }
})

const list = async (decision?: 'open' | 'accepted' | 'rejected') =>
  (await listSuggestions(scene.database, ann.userId, decision ? { decision } : {})).data
const decide = (id: string, decision: 'open' | 'accepted' | 'rejected') =>
  decideSuggestion(scene.database, ann.userId, id, decision)
const emails = async () =>
  (await listClients(scene.database, ann.userId, {}, 0)).data.map((client) => client.email)
const all = ['kim+x@example.com', 'kim@example.com', 'kim@work.example']

async function about(email: string): Promise<string> {
  const every = [...(await list()), ...(await list('accepted')), ...(await list('rejected'))]
  return every.find((one) => one.clients.some((client) => client.email === email))?.id ?? ''
}

test('names both clients, the one that stays first, and why they may be one', async () => {
  const found = await list()
  expect(found).toHaveLength(2)
  expect(found.find((one) => one.clients[1]?.email === 'kim+x@example.com')).toEqual({
    id: expect.any(String),
    decision: 'open',
    decidedAt: null,
    reasons: [
      { code: 'same_name', message: expect.any(String) },
      { code: 'same_address', message: expect.any(String) },
    ],
    clients: [
      { id: expect.any(String), name: 'Kim Lee', email: 'kim@example.com', phone: null },
      { id: expect.any(String), name: 'Kim Lee', email: 'kim+x@example.com', phone: null },
    ],
  })
})

test('accepted, the two are one; opened again, they are two and the pair is suggested', async () => {
  const id = await about('kim+x@example.com')
  expect(await decide(id, 'accepted')).toMatchObject({
    id,
    decision: 'accepted',
    decidedAt: expect.any(String),
  })
  expect(await emails()).toEqual(['kim@example.com', 'kim@work.example'])
  expect((await list()).map((one) => one.id)).not.toContain(id)
  expect((await list('accepted')).map((one) => one.id)).toEqual([id])
  expect(await decide(id, 'open')).toMatchObject({ id, decision: 'open' })
  expect(await emails()).toEqual(all)
  expect((await list()).map((one) => one.id)).toContain(id)
})

test('refused, it is suggested no more until it is opened again', async () => {
  const id = await about('kim@work.example')
  await decide(id, 'rejected')
  expect((await list()).map((one) => one.id)).not.toContain(id)
  expect(await emails()).toEqual(all)
  await decide(id, 'accepted')
  expect(await emails()).toEqual(['kim+x@example.com', 'kim@example.com'])
  await decide(id, 'rejected')
  expect(await emails()).toEqual(all)
  await decide(id, 'open')
  expect((await list()).map((one) => one.id)).toContain(id)
})

test('what was taken apart by hand after it was accepted counts as refused', async () => {
  const id = await about('kim+x@example.com')
  const accepted = await decide(id, 'accepted')
  const [first, second] = accepted?.clients.map((client) => client.id) ?? []
  expect(await partClients(scene.database, ann.userId, first ?? '', second ?? '')).toBe(true)
  expect((await list('rejected')).map((one) => one.id)).toEqual([id])
})

test('pages show each once', async () => {
  const first = await listSuggestions(scene.database, ann.userId, { limit: 1 })
  const second = await listSuggestions(scene.database, ann.userId, {
    limit: 1,
    cursor: first.nextCursor ?? '',
  })
  expect(new Set([...first.data, ...second.data].map((one) => one.id)).size).toBe(2)
  expect(second.nextCursor).toBeNull()
})

test('another user’s suggestion, one that is not there, and one that has become void are not found', async () => {
  const id = await about('kim+x@example.com')
  const bob = await scene.adviser()
  expect(await decideSuggestion(scene.database, bob.userId, id, 'accepted')).toBeUndefined()
  expect(await decide(randomUUID(), 'rejected')).toBeUndefined()
  await decide(id, 'rejected')
  const [rejected] = await list('rejected')
  const [kim, tagged] = rejected?.clients.map((client) => client.id) ?? []
  const work = (await scene.clients(ann)).find((client) => client.email === 'kim@work.example')?.id ?? ''
  await joinClients(scene.database, ann.userId, work, tagged ?? '')
  expect(kim).toBeDefined()
  expect(await decide(id, 'accepted')).toBeUndefined()
})
