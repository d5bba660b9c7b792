import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRenewal } from './renewal.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('many wishes at once are one renewal of each part', async () => {
  const renew = vi.fn(async () => {})
  const { ask } = createRenewal(renew)
  for (let count = 0; count < 50; count++) ask(['meetings', 'meeting'])
  ask(['status'])
  await vi.advanceTimersByTimeAsync(1000)
  expect(renew.mock.calls).toEqual([[['meetings', 'meeting', 'status']]])
})

test('while it changes all the time it is renewed every 150 ms, and the last wish is kept', async () => {
  const renew = vi.fn(async () => {})
  const { ask } = createRenewal(renew)
  for (let ms = 0; ms < 1500; ms += 10) {
    ask(['meetings'])
    await vi.advanceTimersByTimeAsync(10)
  }
  expect(renew.mock.calls.length).toBeGreaterThan(8)
  expect(renew.mock.calls.length).toBeLessThanOrEqual(11)
  renew.mockClear()
  await vi.advanceTimersByTimeAsync(1000)
  expect(renew.mock.calls.length).toBeLessThanOrEqual(1)
})

test('a slow renewal is let end, and rested from', async () => {
  const begun: number[] = []
  const renew = () => {
    begun.push(performance.now())
    return new Promise((resolve) => setTimeout(resolve, 400))
  }
  const { ask, stop } = createRenewal(renew)
  for (let ms = 0; ms < 4500; ms += 10) {
    ask(['meetings'])
    await vi.advanceTimersByTimeAsync(10)
  }
  expect(begun.map((ms) => Math.round((ms - (begun[0] ?? 0)) / 100))).toEqual([0, 20, 40])
  stop()
  ask(['meetings'])
  await vi.advanceTimersByTimeAsync(5000)
  expect(begun).toHaveLength(3)
})
