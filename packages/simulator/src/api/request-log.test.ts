import { expect, it } from 'vitest'
import { createRequestLog } from './request-log.ts'

const request = (path: string) => ({
  at: 0,
  method: 'GET',
  path,
  template: '/users/me',
  query: {},
  user: null,
})

it('keeps the latest entries in order and counts all of them', () => {
  const log = createRequestLog(3)
  for (let i = 1; i <= 8; i++) log.answered(log.arrive(request(`/${i}`)), i % 2 === 0 ? 200 : 429)
  expect(log.all().map(({ path }) => path)).toEqual(['/6', '/7', '/8'])
  expect(log.count()).toBe(8)
  expect(log.count({ status: 429 })).toBe(4)
  expect(log.count({ template: '/nothing' })).toBe(0)
  log.clear()
  expect([log.count(), log.all().length]).toEqual([0, 0])
  log.arrive(request('/9'))
  expect(log.all().map(({ path, status }) => ({ path, status }))).toEqual([{ path: '/9', status: null }])
})

it('tells listeners of a request before it is answered, until they leave', () => {
  const log = createRequestLog()
  const seen: (number | null)[] = []
  const leave = log.onRequest((entry) => seen.push(entry.status))
  log.answered(log.arrive(request('/1')), 200)
  leave()
  log.arrive(request('/2'))
  expect(seen).toEqual([null])
})
