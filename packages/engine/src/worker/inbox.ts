import { type Applying, applyDeliveries } from '../flows/apply-deliveries.ts'
import type { Bell } from '../store/bell.ts'
import { claimDeliveries } from '../store/inbox/claim.ts'
import { type SettledDelivery, settleDeliveries } from '../store/inbox/settle.ts'
import { refreshStatistics } from '../store/statistics.ts'
import { createCall } from './call.ts'
import { deliveryApplied } from './log-lines.ts'

export interface InboxOptions extends Applying {
  /** Ends the loop after the batch in hand. */
  readonly signal: AbortSignal
  /** Calls when something was kept, here or by another process; is told what came of it. */
  readonly bell: Bell
}

/** Small enough that what arrives now waits for no more than two batches of a backlog. */
const batch = 30
/** So many deliveries may have let the mirror's tables grow beyond what the planner knows of them. */
const lookAtTablesAfter = 500
/** Where nobody calls: also what became due again. */
const lookEveryMs = 1000

/**
 * Applies what is in the inbox, batch after batch, until the signal. While the database is away it waits, longer each
 * time; a batch that was taken and not settled is due again by itself.
 */
export async function drainInbox(options: InboxOptions): Promise<void> {
  const { clock, log, signal } = options
  const call = createCall(clock)
  signal.addEventListener('abort', call.ring, { once: true })
  const silence = options.bell.on('inbox', call.ring)
  const lookAtTables = lookerAtTables(options)
  let failures = 0
  while (!signal.aborted) {
    try {
      const count = await drainOnce(options)
      failures = 0
      if (count > 0) lookAtTables.after(count)
      if (count === 0) await call.wait(lookEveryMs)
    } catch (error) {
      failures += 1
      if (failures === 1 || failures % 20 === 0)
        log.warn('applying webhooks failed; it is tried again', { error, failures })
      await call.wait(lookEveryMs * Math.min(2 ** failures, 8) * 0.25)
    }
  }
  silence()
  await lookAtTables.ended()
}

/** Has Postgres look at grown tables beside the loop: a look of half a second would hold up what arrives meanwhile. */
function lookerAtTables({ database, log }: InboxOptions) {
  let appliedSince = lookAtTablesAfter
  let looking: Promise<void> | undefined
  return {
    after(count: number): void {
      appliedSince += count
      if (looking || appliedSince < lookAtTablesAfter) return
      appliedSince = 0
      looking = refreshStatistics(database)
        .catch((error: unknown) => log.debug('grown tables could not be looked at', { error }))
        .finally(() => {
          looking = undefined
        })
    },
    ended: async () => looking,
  }
}

async function drainOnce({ bell, ...context }: InboxOptions): Promise<number> {
  const claimed = await context.database.transaction('installation', (tx) => claimDeliveries(tx, batch))
  if (claimed.length === 0) return 0
  const settled = await applyDeliveries(context, claimed)
  await context.database.transaction('installation', (tx) => settleDeliveries(tx, settled))
  for (const one of settled) say(context, one)
  bell.ring('deliveries')
  if (settled.some((one) => one.outcome === 'applied')) bell.ring('changes')
  return claimed.length
}

function say({ log }: Pick<InboxOptions, 'log'>, { id, kind, outcome, reason }: SettledDelivery): void {
  log.info(deliveryApplied(kind, outcome, reason), { deliveryId: id, outcome, reason })
}
