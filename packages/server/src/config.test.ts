import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeSettings, settingsHelp } from './config/describe.ts'
import { ConfigError, readConfig, readEnvironment } from './config.ts'

const key = `k1:${randomBytes(32).toString('base64')}`
const secret = randomBytes(32).toString('base64')
const jwt = { JWT_SECRET: secret, ENCRYPTION_KEYS: key }
const accounts = { AUTH_MODE: 'accounts', PUBLIC_URL: 'https://sync.example.com', ENCRYPTION_KEYS: key }

function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment, false)
  } catch (error) {
    if (error instanceof ConfigError) return error.faults
    throw error
  }
  return []
}

test('nothing set is the demo on this machine only', () => {
  const { config, warnings } = readConfig({}, false)
  expect(config).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    publicUrl: 'http://127.0.0.1:3000',
    dbSchema: 'public',
    dataDir: path.resolve('data'),
    calendlyApiUrl: 'https://api.calendly.com',
    syncIntervalMinutes: 15,
    syncStartupDelaySeconds: 5,
    syncLookbackDays: 730,
    syncLookaheadDays: 365,
    authMode: 'local',
    webhookToleranceSeconds: 180,
    logLevel: 'info',
    logFormat: 'json',
    role: 'all',
    isDemo: true,
  })
  expect(warnings).toEqual([])
  expect(Object.isFrozen(config)).toBe(true)
})

test('a token ends the demo, a terminal gets the readable log, an empty value is none', () => {
  expect(readConfig({ CALENDLY_PERSONAL_ACCESS_TOKEN: 'abc', PORT: ' ' }, true).config).toMatchObject({
    isDemo: false,
    calendlyToken: 'abc',
    port: 3000,
    logFormat: 'pretty',
  })
})

test('sign-in opens the server to other machines and is never the demo', () => {
  expect(readConfig(jwt, false).config).toMatchObject({ authMode: 'jwt', host: '0.0.0.0', isDemo: false })
})

test.each([
  'https://sync.example.com',
  'http://127.0.0.1:3000',
  'http://localhost:3000',
  'http://[::1]:3000',
])('people may send their passwords to %s', (PUBLIC_URL) => {
  const { config } = readConfig({ ...accounts, PUBLIC_URL }, false)
  expect(config).toMatchObject({
    authMode: 'accounts',
    host: '0.0.0.0',
    publicUrl: PUBLIC_URL,
    isDemo: false,
  })
})

// T34
test.each([
  'super-secret-jwt-token-with-at-least-32-characters-long',
  'your-super-secret-jwt-token-with-at-least-32-characters-long',
  'a-string-secret-at-least-256-bits-long',
  'your-256-bit-secret-your-256-bit-secret',
  'change-me-change-me-change-me-change-me',
  'changeme_changeme_changeme_changeme',
  'replace_with_a_long_random_secret_value',
  'secret-key-secret-key-secret-key-secret',
  'x'.repeat(64),
  '0123'.repeat(16),
])('a secret that everybody knows is refused: %s', (JWT_SECRET) => {
  const faults = faultsOf({ ...jwt, JWT_SECRET })
  expect(faults).toEqual([expect.stringContaining('JWT_SECRET must be random')])
  expect(faults.join()).not.toContain(JWT_SECRET)
})

test('a key of zeros is refused', () => {
  const zeros = `k1:${Buffer.alloc(32).toString('base64')}`
  expect(faultsOf({ ...jwt, ENCRYPTION_KEYS: `${key},${zeros}` })).toEqual([
    expect.stringContaining('ENCRYPTION_KEYS must be random'),
  ])
})

test('all faults are told at once', () => {
  const faults = faultsOf({
    PORT: '70000',
    SYNC_INTERVAL_MINUTES: '0',
    DATABASE_URL: 'mysql://root:hunter2@db/x',
    JWT_SECRET: 'short',
    ROLE: 'boss',
    CALENDLY_API_URL: 'https://api.example.com/v2',
  })
  expect(faults).toHaveLength(7)
  expect(faults.map((fault) => fault.split(' ')[0]).sort()).toEqual(
    [
      'ENCRYPTION_KEYS',
      'CALENDLY_API_URL',
      'DATABASE_URL',
      'JWT_SECRET',
      'PORT',
      'ROLE',
      'SYNC_INTERVAL_MINUTES',
    ].sort(),
  )
})

test.each([
  [{ ...accounts, PUBLIC_URL: '' }, 'PUBLIC_URL is needed'],
  [{ ...accounts, PUBLIC_URL: 'http://sync.example.com' }, 'must begin with https://'],
  [{ ...accounts, ENCRYPTION_KEYS: '' }, 'ENCRYPTION_KEYS is needed'],
  [{ ...accounts, OWNER_EMAIL: 'ada' }, 'OWNER_EMAIL must be an e-mail address'],
  [{ TRUSTED_PROXIES: '10.0.0.0/33' }, 'TRUSTED_PROXIES must be addresses or ranges'],
  [{ TRUSTED_PROXIES: 'proxy.example.com' }, 'TRUSTED_PROXIES must be addresses or ranges'],
  [{ REQUESTS_PER_MINUTE: '0' }, 'REQUESTS_PER_MINUTE must be'],
  [{ AUTH_MODE: 'jwt', ENCRYPTION_KEYS: key }, 'needs JWT_SECRET or JWT_JWKS_URL'],
  [{ JWT_SECRET: secret }, 'ENCRYPTION_KEYS is needed'],
  [{ ...jwt, JWT_JWKS_URL: 'https://keys.example.com/jwks' }, 'exclude each other'],
  [{ HOST: '0.0.0.0' }, 'HOST must be a loopback address'],
  [{ CALENDLY_CLIENT_ID: 'a' }, 'belong together'],
  [{ ENCRYPTION_KEYS: 'k1:abc' }, 'id:base64(32 bytes)'],
  [{ ENCRYPTION_KEYS: ',' }, 'id:base64(32 bytes)'],
  [{ ENCRYPTION_KEYS: `${key},${key}` }, 'a name of its own'],
  [{ DB_SCHEMA: 'calendly_sync' }, 'DB_SCHEMA must be'],
  [{ DB_SCHEMA: 'a"; DROP SCHEMA x' }, 'DB_SCHEMA must be'],
  [{ CALENDLY_PERSONAL_ACCESS_TOKEN: 'two words' }, 'one word'],
  [{ JWT_EMAIL_TRUSTED: 'perhaps' }, 'must be true or false'],
  [{ PUBLIC_URL: 'ftp://x' }, 'http:// or https://'],
])('%j is refused', (environment, words) => {
  expect(faultsOf(environment).join('\n')).toContain(words)
})

test('no secret is ever in a fault', () => {
  const secret = fc.stringMatching(/^[a-z]{8,20}$/).map((word) => `secret ${word}`)
  const names = [
    'DATABASE_URL',
    'CALENDLY_PERSONAL_ACCESS_TOKEN',
    'JWT_SECRET',
    'ENCRYPTION_KEYS',
    'SMTP_URL',
  ]
  fc.assert(
    fc.property(secret, fc.constantFrom(...names), (value, name) => {
      const faults = faultsOf({ [name]: value })
      expect(faults).not.toEqual([])
      expect(faults.join('\n')).not.toContain(value.slice(7))
    }),
  )
})

test('any whole number in range is taken, any other text is a fault', () => {
  fc.assert(
    fc.property(fc.oneof(fc.integer({ min: -10, max: 3000 }).map(String), fc.string()), (value) => {
      const isRight = value.trim() === '' || (/^\d+$/.test(value.trim()) && +value >= 1 && +value <= 1440)
      expect(faultsOf({ SYNC_INTERVAL_MINUTES: value }).length === 0).toBe(isRight)
    }),
  )
})

test('a misspelt name is a warning that says what was meant', () => {
  const environment = {
    CALENDLY_PERSONAL_TOKEN: 'x',
    SYNC_INTERVALL_MINUTES: '5',
    SYNC_WHATEVER_ELSE_THERE_IS: '1',
  }
  expect(readConfig(environment, false).warnings).toEqual([
    'CALENDLY_PERSONAL_TOKEN is no setting of Calendly Sync; did you mean CALENDLY_PERSONAL_ACCESS_TOKEN?',
    'SYNC_INTERVALL_MINUTES is no setting of Calendly Sync; did you mean SYNC_INTERVAL_MINUTES?',
    'SYNC_WHATEVER_ELSE_THERE_IS is no setting of Calendly Sync',
  ])
})

test('the environment goes before .env', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'config-'))
  writeFileSync(path.join(folder, '.env'), 'PORT=4000\nROLE=web\n')
  expect(readEnvironment({ PORT: '5000' }, folder)).toEqual({ PORT: '5000', ROLE: 'web' })
  rmSync(folder, { recursive: true })
  expect(readEnvironment({ PORT: '5000' }, folder)).toEqual({ PORT: '5000' })
})

test('help names every setting once', () => {
  const names = describeSettings().map((setting) => setting.name)
  expect(new Set(names).size).toBe(names.length)
  for (const name of names) expect(settingsHelp()).toContain(` ${name} `)
})
