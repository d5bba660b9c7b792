import { describe, expect, it } from 'vitest'
import { systemClock } from './clock.ts'

describe('systemClock', () => {
  it('sleeps at least about as long as asked, by a clock that does not run backwards', async () => {
    const start = systemClock.monotonic()
    await systemClock.sleep(20)
    expect(systemClock.monotonic() - start).toBeGreaterThanOrEqual(18)
  })

  it('wakes with the reason of the signal, whether it comes before or during the sleep', async () => {
    await expect(systemClock.sleep(60_000, AbortSignal.abort('before'))).rejects.toBe('before')
    const stop = new AbortController()
    const sleep = systemClock.sleep(60_000, stop.signal)
    stop.abort('during')
    await expect(sleep).rejects.toBe('during')
  })

  it('does not return at once from a sleep longer than a timer can hold', async () => {
    const stop = new AbortController()
    let awake = false
    const sleep = systemClock.sleep(2 ** 32, stop.signal).finally(() => {
      awake = true
    })
    await systemClock.sleep(20)
    expect(awake).toBe(false)
    stop.abort('enough')
    await expect(sleep).rejects.toBe('enough')
  })
})
