import type { SubscriptionStatus, Sync } from 'calendly-sync-engine'
import { type Finding, fault, off, ok, skipped, warning } from './check.ts'

const name = 'Webhooks'

/** How the subscriptions were doing when they were last looked after. What cannot be helped is no fault: polling is complete. */
export async function checkWebhooks(sync: Sync, database: readonly Finding[]): Promise<Finding[]> {
  if (database.some(({ state }) => state === 'fault' || state === 'off')) return [skipped(name)]
  const subscriptions = await sync.webhooks.subscriptions('everyone')
  if (subscriptions.length === 0) return [off(name, 'no account is connected yet')]
  const active = subscriptions.filter(({ state }) => state === 'active')
  const others = subscriptions.filter(({ state }) => state !== 'active').map(judge)
  return [...(active.length > 0 ? [judgeActive(active)] : []), ...others.filter(isFirst)]
}

/** An installation may have thousands: those that are well are one finding, those that lack the same thing another. */
function isFirst({ message }: Finding, n: number, all: readonly Finding[]): boolean {
  return all.findIndex((other) => other.message === message) === n
}

function judgeActive(active: readonly SubscriptionStatus[]): Finding {
  const last = active
    .flatMap(({ lastDeliveryAt }) => lastDeliveryAt ?? [])
    .toSorted()
    .at(-1)
  const what = active.length === 1 ? 'subscribed' : `${active.length} subscriptions`
  return ok(name, `${what}; last delivery ${last ?? 'none yet'}`)
}

function judge({ state, problem, failingSince }: SubscriptionStatus): Finding {
  const verify = problem?.nextStep ?? 'Run: calendly-sync webhooks verify'
  if (state === 'failing')
    return warning(name, `Calendly fails to deliver since ${failingSince ?? 'a while'}`, verify)
  if (state === 'disabled') return fault(name, 'Calendly has given up delivering', verify)
  return off(
    name,
    problem?.message ?? 'not subscribed yet: the next check does it',
    problem?.nextStep ?? null,
  )
}
