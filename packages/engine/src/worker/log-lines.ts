import type { DeliveryOutcome } from '../contract.ts'

/*
 * The lines an operator greps for (contract section 5): words and signs are part of the contract, the facts travel
 * beside them as fields. An account's own address may appear, clients' data never.
 */

export const tickStarted = '🔄 [Scheduled Sync] Starting automatic Calendly sync...'

export function usersFound(users: number): string {
  return `📊 [Scheduled Sync] Found ${users} user(s) to sync`
}

export function accountStarted(userId: string, email: string | null): string {
  return `  🔄 Syncing for user ${userId} (${email ?? 'no address'})...`
}

export function accountEnded(userId: string, counts: { new: number; updated: number }): string {
  return `  ✅ User ${userId}: ${counts.new} new, ${counts.updated} updated`
}

export function accountFailed(userId: string, message: string): string {
  return `  ❌ User ${userId}: ${message}`
}

export function tickCompleted(totals: { new: number; updated: number; errors: number }): string {
  return `✅ [Scheduled Sync] Completed: ${totals.new} new, ${totals.updated} updated, ${totals.errors} errors`
}

export function nextTick(intervalMs: number): string {
  const minutes = intervalMs / 60_000
  return Number.isInteger(minutes)
    ? `⏰ Next sync in ${minutes} minutes`
    : `⏰ Next sync in ${intervalMs / 1000} seconds`
}

/** "✅ [Webhook] invitee.created applied"; an outcome that needs a reason has its code behind it. */
export function deliveryApplied(
  kind: string | null,
  outcome: DeliveryOutcome,
  reason: string | null,
): string {
  const because = reason === null ? '' : ` (${reason})`
  return `${signs[outcome]} [Webhook] ${kind ?? 'a delivery'} ${outcome}${because}`
}

const signs: Readonly<Record<DeliveryOutcome, string>> = {
  applied: '✅',
  duplicate: '⏭️',
  superseded: '⏭️',
  ignored: '⏭️',
  waiting: '⏳',
  failed: '❌',
}
