import type { AlertKind, AlertRules, AlertRulesChange, KindRule } from '../contract-alerts.ts'

/** What a kind of incident is called, what it means for the list, and when it is worth a word. */
interface KindFacts extends Pick<KindRule, 'title' | 'description' | 'afterMinutes'> {
  readonly consequence: string
  /** It may be about an account of somebody's. */
  readonly isForUsers: boolean
  /** It may be about the installation, or a token of its own. */
  readonly isForOperators: boolean
}

export const alertKinds: Readonly<Record<AlertKind, KindFacts>> = {
  reconnect: {
    title: 'Calendly has to be connected again',
    description: 'Calendly no longer accepts the token. Told at once.',
    afterMinutes: 0,
    consequence: 'New, moved and cancelled meetings do not reach your list until it is connected again.',
    isForUsers: true,
    isForOperators: true,
  },
  failing: {
    title: 'Checks fail',
    description: 'Three checks in a row failed, or they have been failing for as long as is set here.',
    afterMinutes: 30,
    consequence: 'The list stays as it was at the last complete check; changes since then may be missing.',
    isForUsers: true,
    isForOperators: false,
  },
  stale: {
    title: 'The list is out of date',
    description: 'No check was complete for three intervals, though none failed.',
    afterMinutes: 0,
    consequence: 'The list stays as it was at the last complete check; changes since then may be missing.',
    isForUsers: true,
    isForOperators: false,
  },
  webhook: {
    title: 'Webhooks do not arrive',
    description: 'Calendly fails to deliver, and disables a subscription after 24 hours of that.',
    afterMinutes: 30,
    consequence: 'Changes appear with the next check instead of within a second. Nothing is lost.',
    isForUsers: true,
    isForOperators: true,
  },
  brake: {
    title: 'Many meetings are missing from Calendly’s list',
    description: 'More known meetings are missing than is believed without asking. Told at once.',
    afterMinutes: 0,
    consequence: 'The missing meetings stay in your list until they are confirmed as gone.',
    isForUsers: true,
    isForOperators: false,
  },
  import: {
    title: 'The first import is finished',
    description: 'A notice, once for each account.',
    afterMinutes: 0,
    consequence: 'The list is complete from now on, and is kept so.',
    isForUsers: true,
    isForOperators: false,
  },
  clock: {
    title: 'The clock of the server is wrong',
    description: 'Calendly’s webhooks are signed in the future.',
    afterMinutes: 0,
    consequence:
      'Webhooks are not taken at their word: each meeting is read from Calendly instead, which is slower.',
    isForUsers: false,
    isForOperators: true,
  },
  outage: {
    title: 'Many accounts fail for the same reason',
    description: 'Five or more, and a fifth of all accounts.',
    afterMinutes: 5,
    consequence: 'Their lists stay as they were at the last complete check.',
    isForUsers: false,
    isForOperators: true,
  },
}

/** In the order in which people read them. */
export const allKinds = Object.keys(alertKinds).filter(isKind)

export function isKind(text: string): text is AlertKind {
  return Object.hasOwn(alertKinds, text)
}

/** What differs from the defaults, as it is stored. */
export type StoredRules = AlertRulesChange

/** The whole of somebody's rules. Pure; a stored member that nobody knows any more is left out. */
export function rulesOf(stored: StoredRules | null): AlertRules {
  return {
    mail: stored?.mail ?? true,
    digest: stored?.digest ?? true,
    kinds: allKinds.map((kind) => {
      const { title, description, afterMinutes } = alertKinds[kind]
      const own = stored?.kinds?.[kind]
      return {
        kind,
        title,
        description,
        isOn: own?.isOn ?? true,
        isMailed: own?.isMailed ?? true,
        afterMinutes: own?.afterMinutes ?? afterMinutes,
      }
    }),
  }
}

/** What is stored after a change: member by member, so that what was not named stays. Pure. */
export function changedRules(stored: StoredRules | null, change: AlertRulesChange): StoredRules {
  const kinds = { ...stored?.kinds }
  for (const kind of allKinds) {
    const told = change.kinds?.[kind]
    if (told) kinds[kind] = { ...kinds[kind], ...told }
  }
  const { kinds: _, ...plain } = change
  return { ...stored, ...plain, kinds }
}

export function ruleOf(rules: AlertRules, kind: AlertKind): KindRule {
  const rule = rules.kinds.find((one) => one.kind === kind)
  if (!rule) throw new Error(`rules have every kind, so also ${kind}`)
  return rule
}
