import { expect, it } from 'vitest'
import { manualClock } from '../clock.ts'
import { serve } from '../testing/serve.ts'

it('answers 429 beyond the limit of the minute and goes on in the next, saying so in every header', async () => {
  const clock = manualClock(Date.UTC(2026, 10, 22, 12, 0, 59))
  const served = await serve({ world: 'empty', clock, rateLimitPerMinute: 3 })
  const remaining = []
  for (let i = 0; i < 3; i++) {
    const { status, headers } = await served.get('/users/me')
    expect(status).toBe(200)
    expect(headers.get('x-ratelimit-limit')).toBe('3')
    expect(headers.get('x-ratelimit-reset')).toBe('60')
    remaining.push(headers.get('x-ratelimit-remaining'))
  }
  expect(remaining).toEqual(['2', '1', '0'])
  expect((await served.get('/users/me')).status).toBe(429)
  expect((await served.get('/users/me', served.simulator.tokens.member)).status).toBe(200)
  clock.advance(1_000)
  expect((await served.get('/users/me')).status).toBe(200)
})

it('counts OAuth tokens apart from personal ones, and allows a Free plan fifty', async () => {
  const served = await serve({ world: 'empty', clock: manualClock(0), rateLimitPerMinute: 500 })
  const { tokens, people } = served.simulator
  const free = tokens.issue({ user: people.adviser, plan: 'free', kind: 'oauth' })
  await served.get('/users/me')
  const { headers } = await served.get('/users/me', free)
  expect(headers.get('x-ratelimit-limit')).toBe('50')
  expect(headers.get('x-ratelimit-remaining')).toBe('49')
  expect(headers.get('x-ratelimit-tier')).toBe('free')
})
