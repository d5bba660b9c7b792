import { createHmac, randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'

/** What came of a delivery that we sent to ourselves. */
export interface EndpointProof {
  readonly callbackUrl: string
  readonly isOk: boolean
  /** HTTP status; null: no answer. */
  readonly status: number | null
  /** What happened and what to do. */
  readonly message: string
}

const answerWithinMs = 15_000

/**
 * Sends a signed delivery of no meaning to a URL of ours, the way Calendly would: from outside if PUBLIC_URL leads there
 * and back. It is kept and marked `unknown_kind`.
 */
export async function verifyEndpoint(callbackUrl: string, key: string, clock: Clock): Promise<EndpointProof> {
  return sendSample(callbackUrl, key, sampleBody(clock), clock)
}

/** A body of no meaning, each one different: the inbox keeps equal bytes once. */
export function sampleBody(clock: Clock): string {
  const created_at = new Date(clock.now()).toISOString()
  return JSON.stringify({ event: 'calendly_sync.verify', created_at, nonce: randomUUID() })
}

/** Posts a body to a URL of ours, signed the way Calendly does it. */
export async function sendSample(
  callbackUrl: string,
  key: string,
  body: string,
  clock: Clock,
): Promise<EndpointProof> {
  const t = Math.floor(clock.now() / 1000)
  const v1 = createHmac('sha256', key).update(`${t}.${body}`).digest('hex')
  try {
    const answer = await fetch(callbackUrl, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', 'calendly-webhook-signature': `t=${t},v1=${v1}` },
      redirect: 'manual',
      signal: AbortSignal.timeout(answerWithinMs),
    })
    await answer.body?.cancel()
    return { callbackUrl, isOk: answer.ok, status: answer.status, message: judge(answer.status) }
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
    return {
      callbackUrl,
      isOk: false,
      status: null,
      message: `No answer (${cause}). Is the server running, and does PUBLIC_URL lead to it?`,
    }
  }
}

function judge(status: number): string {
  if (status >= 200 && status < 300) return 'Delivered, verified and stored.'
  if (status >= 300 && status < 400)
    return `Answered ${status}: something in front redirects, and Calendly follows no redirect. Set PUBLIC_URL to the final address.`
  if (status === 401) return 'Answered 401: something in front changes the body or the signature header.'
  if (status === 403) return 'Answered 403: something in front does not let deliveries through.'
  if (status === 410)
    return 'Answered 410: another installation answers at PUBLIC_URL, or one with another database.'
  return `Answered ${status}. Look at the log of the server.`
}
