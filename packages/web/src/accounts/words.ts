import type { AccountStatus } from '../api/types.ts'
import type { Tone } from '../parts/badge.tsx'
import type { IconName } from '../parts/icon.tsx'
import { ago, type Formats } from '../time/formats.ts'

/** How an account's state is said; colour, drawing and word. */
export const STATES: Readonly<Record<AccountStatus['state'], { tone: Tone; icon: IconName; word: string }>> =
  {
    active: { tone: 'good', icon: 'check', word: 'Active' },
    paused: { tone: 'plain', icon: 'pause', word: 'Paused' },
    reconnect: { tone: 'bad', icon: 'alert', word: 'Reconnect' },
    limited: { tone: 'late', icon: 'alert', word: 'Access limited' },
    failing: { tone: 'bad', icon: 'alert', word: 'Checks fail' },
  }

/** One sentence on the webhook. Without one the checks alone keep the list right: a stated fact, not an error. */
export function webhookWords(account: AccountStatus, formats: Formats, nowMs: number): string {
  const { state, lastDeliveryAt, failingSince, disabledAt } = account.webhook
  // Only where the checks do run: a paused or signed-out account is kept right by nothing.
  const isChecked = account.state === 'active' || account.state === 'limited'
  const every = intervalWords(account.syncIntervalMinutes)
  const polling = isChecked ? `; checks every ${every} keep the list right` : ''
  const since = (at: string | null) => (at === null ? '' : ` since ${formats.moment(at, nowMs)}`)
  switch (state) {
    case 'active':
      return lastDeliveryAt === null
        ? 'On, no delivery yet'
        : `On, last delivery ${formats.moment(lastDeliveryAt, nowMs)} (${ago(lastDeliveryAt, nowMs)})`
    case 'failing':
      return `Failing${since(failingSince)}${polling}`
    case 'disabled':
      return `Disabled by Calendly${since(disabledAt)}${polling}`
    case 'impossible':
      return account.webhook.problem?.message ?? `Not possible for this account${polling}`
    case 'off':
      return `Off${polling}`
  }
}

/** "15 min", "2 h", "1 day" */
export function intervalWords(minutes: number): string {
  if (minutes === 1440) return 'day'
  if (minutes === 60) return 'hour'
  if (minutes === 1) return 'minute'
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`
}

/** How an account was connected. */
export const CONNECTED_BY: Readonly<Record<AccountStatus['connectedBy'], string>> = {
  installation: 'the token of this installation',
  token: 'a token of its own',
  oauth: 'signing in at Calendly',
}

/** What a role in Calendly's organization lets one read. */
export function roleWords(role: string | null): string {
  if (role === null) return 'not known'
  if (role === 'owner' || role === 'admin') return `${role}: may read the whole organization`
  return `${role}: reads the own meetings`
}

/** The plan, and what it does not have. */
export function planWords({ plan, webhook }: Pick<AccountStatus, 'plan' | 'webhook'>): string {
  const name = plan ?? 'not known'
  return webhook.problem?.code === 'webhooks_plan'
    ? `${name}: without webhooks, so changes arrive with the next check`
    : name
}
