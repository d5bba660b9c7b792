import { createHmac, randomUUID } from 'node:crypto'
import { type Clock, silentLog, systemClock } from 'calendly-sync-engine'
import { expect, test } from 'vitest'
import { tokenVerifier } from './verify.ts'

const secret = 'of thirty-two bytes or more, made up for this very test'
const now = 1_790_000_000
const clock: Clock = { ...systemClock, now: () => now * 1000 }
const settings = { jwtSecret: secret, jwtJwksUrl: undefined, jwtIssuer: undefined, jwtAudience: undefined }
const verify = tokenVerifier(settings, { clock, log: silentLog })

function sign(claims: object, header: object = {}): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const signed = `${encode({ alg: 'HS256', ...header })}.${encode({ sub: 'ada', exp: now + 300, ...claims })}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

const isGood = (claims: object, header?: object) =>
  verify(sign(claims, header)).then(
    () => true,
    () => false,
  )

// T4: a minute of leeway, in each direction, to the second.
test.each([
  [{ exp: now - 59 }, true],
  [{ exp: now - 60 }, false],
  [{ exp: now - 61 }, false],
  [{ nbf: now + 59 }, true],
  [{ nbf: now + 60 }, true],
  [{ nbf: now + 61 }, false],
  [{ iat: now + 60 }, true],
  [{ iat: now + 61 }, false],
  [{ iat: now + 10 * 365 * 86_400 }, false],
  [{ iat: now - 10 * 365 * 86_400 }, true],
])('%j at its bound: %s', async (claims, isAccepted) => {
  expect(await isGood(claims)).toBe(isAccepted)
})

test.each([
  [undefined, true],
  ['JWT', true],
  ['at+jwt', true],
  ['application/at+jwt', true],
  ['logout+jwt', false],
  ['dpop+jwt', false],
  [7, false],
])('a token of type %j is accepted: %s', async (typ, isAccepted) => {
  expect(await isGood({}, typ === undefined ? {} : { typ })).toBe(isAccepted)
})

test('what is wrong is told to the log at debug, and to nobody else', async () => {
  const told: object[] = []
  const log = { ...silentLog, debug: (_msg: string, facts?: object) => void told.push(facts ?? {}) }
  const both = { ...settings, jwtIssuer: 'https://a.example', jwtAudience: 'us' }
  const strict = tokenVerifier(both, { clock, log })
  const right = { iss: 'https://a.example', aud: 'us' }
  const wrong = [{ exp: 0 }, { iss: 'https://b.example' }, { aud: 'them' }].map((part) => ({
    ...right,
    ...part,
  }))
  const answers = []
  for (const claims of wrong) answers.push(await strict(sign(claims)).catch((error) => error))
  expect(new Set(answers.map(({ status, code, message }) => `${status} ${code} ${message}`)).size).toBe(1)
  expect(told).toEqual([
    { reason: expect.stringContaining('exp') },
    { reason: expect.stringContaining('iss') },
    { reason: expect.stringContaining('aud') },
  ])
})

test('a token of Supabase is taken as it comes', async () => {
  const supabase = {
    iss: 'https://ref.supabase.co/auth/v1',
    sub: randomUUID(),
    aud: 'authenticated',
    exp: now + 3600,
    iat: now,
    email: 'ada@example.com',
    phone: '',
    app_metadata: { provider: 'email', providers: ['email'] },
    user_metadata: {
      email: 'ada@example.com',
      email_verified: true,
      phone_verified: false,
      sub: randomUUID(),
    },
    role: 'authenticated',
    aal: 'aal1',
    amr: [{ method: 'password', timestamp: now }],
    session_id: randomUUID(),
    is_anonymous: false,
  }
  const payload = await verify(sign(supabase, { typ: 'JWT', kid: 'legacy' }))
  expect(payload).toMatchObject({ sub: supabase.sub, role: 'authenticated' })
  const audience = { ...settings, jwtAudience: 'authenticated', jwtIssuer: supabase.iss }
  await tokenVerifier(audience, { clock, log: silentLog })(sign(supabase))
})

test.each(['anon', 'service_role'])(
  'the %s key of Supabase, which names no user, is nobody',
  async (role) => {
    expect(await isGood({ iss: 'supabase', ref: 'ref', role, iat: now, sub: undefined })).toBe(false)
  },
)
