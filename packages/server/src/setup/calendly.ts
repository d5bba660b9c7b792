import { type Finding, fault, off, ok, skipped } from './check.ts'

/** What one question to Calendly tells about token, limit and clock. */
export interface Probe {
  /** 0: no answer. */
  readonly status: number
  readonly limitPerMinute: number | undefined
  /** Our clock minus Calendly's, in milliseconds. */
  readonly skewMs: number | undefined
  readonly name: string | undefined
  /** Why there is no answer; absent: nothing was asked, for there is no token. */
  readonly reason?: string
}

/** Asks `GET /users/me` once; never throws. */
export async function probeCalendly(origin: string, token: string | undefined): Promise<Probe> {
  const nothing = { limitPerMinute: undefined, skewMs: undefined, name: undefined }
  if (token === undefined) return { status: 0, ...nothing }
  try {
    const answer = await fetch(`${origin}/users/me`, {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'error',
      signal: AbortSignal.timeout(10_000),
    })
    const date = Date.parse(answer.headers.get('date') ?? '')
    const limit = Number(answer.headers.get('x-ratelimit-limit') ?? Number.NaN)
    const body: unknown = await answer.json().catch(() => undefined)
    return {
      status: answer.status,
      limitPerMinute: Number.isFinite(limit) && limit > 0 ? limit : undefined,
      skewMs: Number.isNaN(date) ? undefined : Date.now() - date,
      name: nameIn(body),
    }
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : ''
    return {
      status: 0,
      ...nothing,
      reason: `${error instanceof Error ? error.message : 'no answer'}${cause}`,
    }
  }
}

/** The findings that follow from a probe. */
export function judgeProbe(probe: Probe, origin: string): Finding[] {
  return [judgeToken(probe, origin), judgeLimit(probe)]
}

function judgeToken({ status, name, reason }: Probe, origin: string): Finding {
  const subject = 'Calendly token'
  if (status === 200) return ok(subject, `accepted${name ? `; it is ${name}'s` : ''}`)
  if (status === 401) {
    return fault(
      subject,
      'Calendly does not accept it (401)',
      'Make a new one in Calendly (Integrations, API & Webhooks) and set CALENDLY_PERSONAL_ACCESS_TOKEN.',
    )
  }
  if (status === 0 && reason === undefined) return off(subject, 'none: people connect accounts of their own')
  if (status === 0)
    return fault(
      subject,
      `${origin} does not answer: ${reason}`,
      'Check CALENDLY_PERSONAL_ACCESS_TOKEN, CALENDLY_API_URL, and the way to the Internet.',
    )
  return fault(
    subject,
    `${origin} answered ${status}`,
    status === 429
      ? 'Wait a minute; another program uses the same token.'
      : 'Try again later; see status.calendly.com.',
  )
}

function judgeLimit({ status, limitPerMinute }: Probe): Finding {
  const subject = 'Calls a minute'
  if (status === 0) return skipped(subject)
  if (limitPerMinute === undefined) return ok(subject, 'Calendly does not say; 500 are assumed')
  if (limitPerMinute <= 50)
    return ok(
      subject,
      `${limitPerMinute}: a first import of 2,000 meetings takes ${Math.round(2000 / limitPerMinute)} minutes`,
    )
  return ok(subject, String(limitPerMinute))
}

function nameIn(body: unknown): string | undefined {
  const resource = typeof body === 'object' && body !== null && 'resource' in body ? body.resource : undefined
  const named =
    typeof resource === 'object' && resource !== null && 'name' in resource ? resource.name : undefined
  return typeof named === 'string' ? named : undefined
}
