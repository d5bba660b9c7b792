import { CalendlyError, isRefusal } from '../calendly/errors.ts'
import { isAway } from '../store/errors.ts'
import type { Pass } from './pass.ts'
import type { Guard } from './read-invitees.ts'
import { isOwnAccount } from './whose-token.ts'

/**
 * One account's part in a sweep:
 *
 *     in ──▶ complete            every range was read
 *      └───▶ out, with an error  it concerns this account alone; the others go on
 */
export interface Share {
  readonly pass: Pass
  error?: unknown
  isComplete: boolean
}

/** Several accounts that are read with one list, the one that leads first. */
export interface Sweep {
  readonly shares: readonly Share[]
  /** The share of the token's own user, if it takes part. */
  readonly own: Share | undefined
  /** Does a step for one account: who is out is left out, and what concerns this one alone puts it out. */
  readonly guard: Guard
}

export function sweepOf(shares: readonly Share[]): Sweep {
  const shareOf = new Map(shares.map((share) => [share.pass, share]))
  return {
    shares,
    own: shares.find(({ pass }) => isOwnAccount(pass.account)),
    async guard(pass, step) {
      const share = shareOf.get(pass)
      if (!share || share.error !== undefined) return
      try {
        await step()
      } catch (error) {
        if (concernsAll(pass, error)) throw error
        share.error = error
      }
    },
  }
}

/** A step for every account that is in, one after the other. */
export async function each({ shares, guard }: Sweep, step: (share: Share) => Promise<void>): Promise<void> {
  for (const share of shares) await guard(share.pass, () => step(share))
}

export function passesIn({ shares }: Sweep): Pass[] {
  return shares.filter((share) => share.error === undefined).map((share) => share.pass)
}

/** Calendly, the way to it, or the database is away, or this process is stopping. */
function concernsAll({ signal }: Pass, error: unknown): boolean {
  return signal.aborted || isAway(error) || (error instanceof CalendlyError && !isRefusal(error))
}
