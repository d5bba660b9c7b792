import { signature } from './deliveries.ts'
import type { Sending } from './post.ts'

/** A request that means no good, and every status that is a right answer to it. */
export interface Hostile extends Sending {
  readonly name: string
  readonly answers: readonly number[]
}

export const header = 'calendly-webhook-signature'
export const small = '{"event":"routing_form_submission.created","payload":{}}'

/** A genuine delivery of this body, with whatever else is asked for. */
export function signed(
  key: string,
  name: string,
  body: string | Buffer,
  more: Partial<Hostile> = {},
): Hostile {
  const headers = { 'content-type': 'application/json', [header]: signature(key, body), ...more.headers }
  return { name, body, answers: [200], ...more, headers }
}
