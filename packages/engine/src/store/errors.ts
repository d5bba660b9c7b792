import { errorCode, SyncError } from '../errors.ts'

/** Another worker took the run over while this one was frozen: what it still holds must not be written. */
export class FenceLost extends SyncError {
  constructor(accountRunId: string) {
    super(
      'fence_lost',
      `Run ${accountRunId} was taken over by another worker; nothing of this write was kept.`,
    )
  }
}

/**
 * Whether the database (or the way to it) is away: nothing is wrong with what was asked, it can be asked again. Classes
 * 08 (connection), 53 (resources), 57 (operator intervention) and 25006 (a read-only standby) of PostgreSQL's appendix
 * A, Node's own codes, and the sentences that node-postgres gives no code.
 */
export function isAway(error: unknown): boolean {
  const code = errorCode(error) ?? ''
  if (/^(08|53|57)/.test(code) || code === '25006' || nodeCodes.has(code)) return true
  return error instanceof Error && awayWords.test(error.message)
}

const nodeCodes: ReadonlySet<string> = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH'],
])

const awayWords =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|query read timeout/i
