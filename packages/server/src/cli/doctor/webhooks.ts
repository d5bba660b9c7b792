import type { SubscriptionStatus, Sync } from 'calendly-sync-engine'
import { type Finding, fault, ok, skipped } from './check.ts'

const name = 'Webhooks'

/** How the subscriptions were doing when they were last looked after. What cannot be helped is no fault: polling is complete. */
export async function checkWebhooks(sync: Sync, database: readonly Finding[]): Promise<Finding[]> {
  if (database.some(({ isOk }) => isOk !== true)) return [skipped(name)]
  const subscriptions = await sync.webhooks.subscriptions('everyone')
  if (subscriptions.length === 0) return [skipped(name)]
  return subscriptions.map(judge)
}

function judge({ state, lastDeliveryAt, problem, failingSince }: SubscriptionStatus): Finding {
  if (state === 'active') return ok(name, `subscribed; last delivery ${lastDeliveryAt ?? 'none yet'}`)
  if (state === 'failing' || state === 'disabled')
    return fault(
      name,
      `Calendly fails to deliver since ${failingSince ?? 'a while'}`,
      problem?.nextStep ?? 'Run: calendly-sync webhooks verify',
    )
  return ok(name, problem?.message ?? 'not subscribed yet: the next check does it')
}
