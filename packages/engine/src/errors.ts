export interface SyncErrorOptions {
  /** What is known about the failure, for logs and status: numbers, codes, route templates. Never a secret. */
  facts?: Record<string, unknown>
  cause?: unknown
  /** Milliseconds to wait before the same thing may be tried again. Absent: nobody said. */
  retryAfterMs?: number | undefined
}

/**
 * The one base class of every error the engine throws on purpose.
 *
 * `code` is stable and drives decisions; each layer narrows it to its own union (`CalendlyError` for instance).
 * The message names the thing that failed and the next step. Neither message nor `facts` ever hold a token, an
 * e-mail address or a piece of somebody's answer, so both may be logged and shown.
 */
export class SyncError<Code extends string = string> extends Error {
  readonly code: Code
  readonly facts: Record<string, unknown>
  readonly retryAfterMs?: number

  constructor(code: Code, message: string, options: SyncErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = new.target.name
    this.code = code
    this.facts = options.facts ?? {}
    if (options.retryAfterMs !== undefined) this.retryAfterMs = options.retryAfterMs
  }

  /** Plain data for logs and run records. A foreign cause shows its name and code only: its text is not ours to trust. */
  toJSON(): Record<string, unknown> {
    return {
      name: this.name,
      code: this.code,
      message: this.message,
      ...(this.retryAfterMs === undefined ? {} : { retryAfterMs: this.retryAfterMs }),
      ...(Object.keys(this.facts).length === 0 ? {} : { facts: this.facts }),
      ...(this.cause === undefined ? {} : { cause: describeCause(this.cause) }),
    }
  }
}

/** The `code` member of any thrown thing (SyncError, Node, Postgres, undici), when it has a textual one. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

function describeCause(cause: unknown): Record<string, unknown> {
  if (cause instanceof SyncError) return cause.toJSON()
  const code = errorCode(cause)
  return {
    name: cause instanceof Error ? cause.name : typeof cause,
    ...(code === undefined ? {} : { code }),
  }
}
