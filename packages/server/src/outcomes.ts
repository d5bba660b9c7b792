import { CalendlyError, errorCode, SyncError } from 'calendly-sync-engine'
import { ConfigError } from './config.ts'
import { EmbeddedPostgresError } from './postgres/errors.ts'

/** Exit codes of every command; 78 is EX_CONFIG of sysexits.h. */
export const exitCodes = { ok: 0, failed: 1, usage: 2, partial: 3, configuration: 78 } as const

export interface Outcome {
  /** HTTP status. */
  readonly status: number
  /** Of a command. */
  readonly exitCode: number
  readonly code: string
  /** What people may read: the thing and the next step, never a stack or foreign text. */
  readonly detail: string
}

/** The one table of what an error code means to the outside. A code that is not in it is a fault of ours. */
const table: Readonly<Record<string, { readonly status: number; readonly exitCode: number }>> = {
  bad_cursor: { status: 400, exitCode: exitCodes.usage },
  bad_span: { status: 400, exitCode: exitCodes.usage },
  no_account: { status: 409, exitCode: exitCodes.failed },
  account_withheld: { status: 409, exitCode: exitCodes.failed },
  no_user: { status: 404, exitCode: exitCodes.failed },
  ambiguous_user: { status: 409, exitCode: exitCodes.usage },
  no_member: { status: 404, exitCode: exitCodes.failed },
  already_linked: { status: 409, exitCode: exitCodes.failed },
  not_matched_here: { status: 409, exitCode: exitCodes.configuration },
  users_query_failed: { status: 503, exitCode: exitCodes.configuration },
  not_found: { status: 404, exitCode: exitCodes.failed },
  stopping: { status: 503, exitCode: exitCodes.failed },
  token_refused: { status: 422, exitCode: exitCodes.failed },
  scope_missing: { status: 422, exitCode: exitCodes.failed },
  no_encryption_keys: { status: 409, exitCode: exitCodes.configuration },
  no_oauth_app: { status: 409, exitCode: exitCodes.configuration },
  too_many_sign_ins: { status: 429, exitCode: exitCodes.failed },
  oauth_state_unknown: { status: 400, exitCode: exitCodes.failed },
  oauth_refused: { status: 422, exitCode: exitCodes.failed },
  oauth_app_refused: { status: 502, exitCode: exitCodes.configuration },
  oauth_unsent: { status: 502, exitCode: exitCodes.failed },
  oauth_unanswered: { status: 502, exitCode: exitCodes.failed },
  installation_account: { status: 409, exitCode: exitCodes.configuration },
  no_token: { status: 409, exitCode: exitCodes.configuration },
  signature_missing: { status: 401, exitCode: exitCodes.failed },
  signature_malformed: { status: 401, exitCode: exitCodes.failed },
  signature_mismatch: { status: 401, exitCode: exitCodes.failed },
  endpoint_gone: { status: 410, exitCode: exitCodes.failed },
  body_too_large: { status: 413, exitCode: exitCodes.failed },
  not_kept: { status: 503, exitCode: exitCodes.failed },
  wrong_credentials: { status: 401, exitCode: exitCodes.failed },
  weak_password: { status: 400, exitCode: exitCodes.usage },
  address_missing: { status: 400, exitCode: exitCodes.usage },
  invitation_gone: { status: 410, exitCode: exitCodes.failed },
  last_owner: { status: 409, exitCode: exitCodes.failed },
  unknown_key: { status: 503, exitCode: exitCodes.configuration },
  damaged_secret: { status: 503, exitCode: exitCodes.configuration },
  missing_key: { status: 503, exitCode: exitCodes.configuration },
  wrong_key: { status: 503, exitCode: exitCodes.configuration },
  key_not_everywhere: { status: 409, exitCode: exitCodes.failed },
  key_in_use: { status: 409, exitCode: exitCodes.failed },
  foreign_table: { status: 503, exitCode: exitCodes.configuration },
  other_schema: { status: 503, exitCode: exitCodes.configuration },
  unbound_role: { status: 503, exitCode: exitCodes.configuration },
  newer_schema: { status: 503, exitCode: exitCodes.configuration },
  migration_failed: { status: 503, exitCode: exitCodes.failed },
}

/** Turns whatever was thrown into status, exit code and words. */
export function outcomeOf(error: unknown): Outcome {
  if (error instanceof ConfigError || error instanceof EmbeddedPostgresError) {
    return { status: 500, exitCode: exitCodes.configuration, code: error.code, detail: error.message }
  }
  if (error instanceof CalendlyError) {
    return { status: 502, exitCode: exitCodes.failed, code: `calendly_${error.code}`, detail: error.message }
  }
  if (error instanceof SyncError) {
    // A migration that never reached the database has not failed: it can be tried again.
    const away = databaseOutcome(error.cause)
    if (away?.code === 'database_unavailable') return away
    const known = table[error.code]
    if (known) return { ...known, code: error.code, detail: error.message }
  }
  return databaseOutcome(error) ?? unknownOutcome
}

const unknownOutcome: Outcome = {
  status: 500,
  exitCode: exitCodes.failed,
  code: 'internal',
  detail: 'Something went wrong on our side. The log has the cause; nothing that was stored is lost.',
}

/** The database is away, or is not ours yet; undefined for every other error. */
function databaseOutcome(error: unknown): Outcome | undefined {
  const code = errorCode(error) ?? ''
  const isAway =
    awayCodes.has(code) ||
    /^(08|57P0)/.test(code) ||
    (error instanceof Error && awayWords.test(error.message))
  if (isAway) {
    const detail =
      'The database does not answer. It is tried again by itself; the next step is to look at Postgres.'
    return { status: 503, exitCode: exitCodes.failed, code: 'database_unavailable', detail }
  }
  if (code === '42P01' || code === '3F000') {
    const detail = 'The database is not migrated yet. It happens at the start; by hand: calendly-sync migrate'
    return { status: 503, exitCode: exitCodes.failed, code: 'database_unmigrated', detail }
  }
  return undefined
}

/** Node's own, and Postgres' for a missing database, a refused sign-in and too many connections. */
const awayCodes: ReadonlySet<string> = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH'],
  ...['3D000', '28P01', '28000', '53300'],
])

/** node-postgres gives these no code. */
const awayWords =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error/i
