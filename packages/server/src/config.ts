import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseEnv } from 'node:util'
import { isLoopback } from 'calendly-sync-engine'
import type { Parse } from './config/parse.ts'
import { type Setting, settings } from './config/settings.ts'
import { suggest } from './config/suggest.ts'

type Told = {
  readonly [Key in keyof typeof settings]: (typeof settings)[Key] extends Setting<infer Value, infer Default>
    ? undefined extends Default
      ? Value | undefined
      : Value
    : never
}

export type AuthMode = 'local' | 'jwt' | 'accounts'

/** Everything the environment says, checked; frozen and passed down. */
export interface Config extends Told {
  readonly authMode: AuthMode
  readonly host: string
  readonly publicUrl: string
  readonly logFormat: 'pretty' | 'json'
  /** No Calendly credentials: the simulator plays Calendly. */
  readonly isDemo: boolean
}

/** All that is wrong with the configuration at once; the process ends with exit code 78 (sysexits EX_CONFIG). */
export class ConfigError extends Error {
  readonly code = 'bad_config'
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(
      `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n- ${faults.join('\n- ')}`,
    )
    this.name = 'ConfigError'
    this.faults = faults
  }
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Checks the environment as a whole. An empty value counts as not set.
 *
 * @param environment - of the process, with `.env` beneath it.
 * @param isTerminal - whether people read the log; decides its form.
 * @returns the configuration, and warnings that do not stop the start.
 * @throws ConfigError with every fault.
 */
export function readConfig(
  environment: Environment,
  isTerminal: boolean,
): { config: Config; warnings: readonly string[] } {
  const faults: string[] = []
  const told = readSettings(environment, faults)
  const isSet = (name: string) => Boolean(environment[name]?.trim())
  const authMode = told.authMode ?? (isSet('JWT_SECRET') || isSet('JWT_JWKS_URL') ? 'jwt' : 'local')
  faults.push(...contradictions(told, authMode, isSet))
  if (faults.length > 0) throw new ConfigError(faults)
  const host = told.host ?? (authMode === 'local' ? '127.0.0.1' : '0.0.0.0')
  const config: Config = {
    ...told,
    authMode,
    host,
    publicUrl: told.publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${told.port}`,
    logFormat: told.logFormat ?? (isTerminal ? 'pretty' : 'json'),
    isDemo: authMode === 'local' && told.calendlyToken === undefined && told.calendlyClientId === undefined,
  }
  return { config: Object.freeze(config), warnings: misspelt(environment) }
}

/** The environment of the process over the `.env` file of a folder, if there is one. */
export function readEnvironment(environment: Environment, folder: string): Environment {
  try {
    return { ...parseEnv(readFileSync(path.join(folder, '.env'), 'utf8')), ...environment }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return environment
    throw error
  }
}

function readSettings(environment: Environment, faults: string[]): Told {
  const entries = Object.entries<Setting<unknown, unknown>>(settings).map(([key, setting]) => {
    const text = environment[setting.name]?.trim() ?? ''
    if (text === '') return [key, setting.default]
    return [key, parsed(setting.name, setting.parse, text, setting.isSecret ?? false, faults)]
  })
  return asTold(Object.fromEntries(entries))
}

function parsed(
  name: string,
  parse: Parse<unknown>,
  text: string,
  isSecret: boolean,
  faults: string[],
): unknown {
  try {
    return parse(text)
  } catch (error) {
    const shown = isSecret ? '' : `, not ${JSON.stringify(withoutPassword(text).slice(0, 60))}`
    faults.push(`${name} ${error instanceof Error ? error.message : 'is wrong'}${shown}`)
    return undefined
  }
}

/** Not every address with a password in it stands where one is expected. */
function withoutPassword(text: string): string {
  return text.replace(/\/\/[^/?#]*@/, '//…@')
}

/** Made above key by key from the very table that the type is made of; a faulty value stops the start. */
function asTold(values: Record<string, unknown>): Told {
  return values as Told
}

/** A setting that is set but faulty has its own fault already, so these rules go by what is set. */
function contradictions(told: Told, authMode: AuthMode, isSet: (name: string) => boolean): string[] {
  const rules: readonly (readonly [boolean, string])[] = [
    [
      authMode === 'accounts' && !isSet('PUBLIC_URL'),
      'PUBLIC_URL is needed with AUTH_MODE=accounts: invitations lead there, and only its pages may send a session cookie',
    ],
    [
      authMode === 'accounts' && told.publicUrl !== undefined && !isSafeForPasswords(told.publicUrl),
      'PUBLIC_URL must begin with https:// with AUTH_MODE=accounts, or passwords could be read on the way; plain http is for this machine alone',
    ],
    [
      authMode === 'jwt' && !isSet('JWT_SECRET') && !isSet('JWT_JWKS_URL'),
      'AUTH_MODE=jwt needs JWT_SECRET or JWT_JWKS_URL',
    ],
    [
      isSet('JWT_SECRET') && isSet('JWT_JWKS_URL'),
      'JWT_SECRET and JWT_JWKS_URL exclude each other: set the one that your platform signs with',
    ],
    [
      authMode !== 'local' && !isSet('ENCRYPTION_KEYS'),
      `ENCRYPTION_KEYS is needed outside AUTH_MODE=local; make one with: node -p "'k1:' + crypto.randomBytes(32).toString('base64')"`,
    ],
    [
      authMode === 'local' && told.host !== undefined && !isLoopback(told.host),
      'HOST must be a loopback address (127.0.0.1, ::1, localhost) while nobody has to sign in; set JWT_SECRET, JWT_JWKS_URL or AUTH_MODE=accounts to open it',
    ],
    [
      isSet('CALENDLY_CLIENT_ID') !== isSet('CALENDLY_CLIENT_SECRET'),
      'CALENDLY_CLIENT_ID and CALENDLY_CLIENT_SECRET belong together: set both or neither',
    ],
    [
      authMode === 'local' && isSet('USERS_QUERY'),
      'USERS_QUERY is about people who sign in: with AUTH_MODE=local there is one user, whose token it is',
    ],
    [isSet('SMTP_URL') && !isSet('MAIL_FROM'), 'SMTP_URL needs MAIL_FROM'],
  ]
  return rules.flatMap(([isBroken, fault]) => (isBroken ? [fault] : []))
}

function isSafeForPasswords(publicUrl: string): boolean {
  const { protocol, hostname } = new URL(publicUrl)
  return protocol === 'https:' || isLoopback(hostname)
}

function misspelt(environment: Environment): string[] {
  const known = Object.values(settings).map((setting) => setting.name)
  return Object.keys(environment)
    .filter((name) => /^(CALENDLY|SYNC)_/.test(name) && !known.includes(name))
    .map((name) => {
      const meant = suggest(name, known)
      return `${name} is no setting of Calendly Sync${meant ? `; did you mean ${meant}?` : ''}`
    })
}
