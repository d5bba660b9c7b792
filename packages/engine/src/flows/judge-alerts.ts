import type { Problem } from '../contract.ts'
import type { AlertRules } from '../contract-alerts.ts'
import { ruleOf } from '../resources/alert-kinds.ts'
import { isOwnCredential } from '../resources/credential.ts'
import type { AlertFacts, SuspectAccount, SuspectWebhook } from '../store/alerts/facts.ts'
import type { Condition } from '../store/alerts/incidents.ts'

const enoughTries = 3
const missedIntervals = 3
const dayMs = 86_400_000
const outage = { fewest: 5, share: 0.2 } as const

/**
 * Everything that is wrong now. One cause is said once: an account that fails is not stale as well, and a token that serves
 * many is the operators' to renew, not that of everybody who is read with it. Pure.
 */
export function conditionsOf(facts: AlertFacts): Condition[] {
  const all = [
    ...facts.accounts.flatMap((account) => ofAccount(account, facts)),
    ...facts.webhooks.map((webhook) => ofWebhook(webhook, facts)),
    ...outagesOf(facts),
    ...(facts.clockSinceMs === null ? [] : [clockIsWrong(facts.clockSinceMs)]),
  ]
  return [...new Map(all.map((condition) => [keyOf(condition), condition])).values()]
}

/** Names an incident. */
export function keyOf({ kind, subject }: Pick<Condition, 'kind' | 'subject'>): string {
  return `${kind} ${subject}`
}

/** Whether a condition has lasted long enough for an incident, by the rules of whoever is told. Pure. */
export function isIncident(condition: Condition, rules: AlertRules, nowMs: number): boolean {
  const rule = ruleOf(rules, condition.kind)
  const heldMs = nowMs - condition.sinceMs
  return rule.isOn && (condition.isSure || heldMs >= rule.afterMinutes * 60_000)
}

function ofAccount(account: SuspectAccount, facts: AlertFacts): Condition[] {
  const { id, userId, problem, state, brakeSinceMs } = account
  const own = { subject: id, accountId: id, userId }
  const found: Condition[] = []
  if (problem && state === 'reconnect') found.push(reconnect(account, problem, facts))
  else if (problem && state !== 'active')
    found.push({
      ...own,
      ...wordsOf(problem, facts),
      kind: 'failing',
      isSure: account.failedRuns >= enoughTries,
    })
  else if (brakeSinceMs !== null) found.push({ ...own, ...braked, kind: 'brake', sinceMs: brakeSinceMs })
  else if (facts.isTicking && staleSince(account, facts) !== undefined)
    found.push({ ...own, ...stale, kind: 'stale', sinceMs: staleSince(account, facts) ?? facts.nowMs })
  if (!account.isImportTold && account.lastSyncedMs !== null)
    found.push({ ...own, ...imported, kind: 'import', sinceMs: account.lastSyncedMs })
  return found
}

function wordsOf({ code, message, nextStep, since }: Problem, { nowMs }: AlertFacts) {
  const sinceMs = Date.parse(since)
  return { code, message, nextStep, sinceMs: Number.isNaN(sinceMs) ? nowMs : sinceMs }
}

/** Where the installation's token is refused, nobody but its operators can do anything, and one word is enough. */
function reconnect(account: SuspectAccount, problem: Problem, facts: AlertFacts): Condition {
  const words = { ...wordsOf(problem, facts), kind: 'reconnect', isSure: true } as const
  if (facts.isLocal || isOwnCredential(account.credential))
    return { ...words, subject: account.id, accountId: account.id, userId: account.userId }
  return { ...words, subject: account.credential, accountId: null, userId: null }
}

/** Since when its list is out of date; a first import may take a day. */
function staleSince(account: SuspectAccount, { nowMs }: AlertFacts): number | undefined {
  const { lastSyncedMs, createdMs, intervalMs } = account
  const patienceMs =
    lastSyncedMs === null ? Math.max(dayMs, missedIntervals * intervalMs) : missedIntervals * intervalMs
  const lastMs = lastSyncedMs ?? createdMs
  return nowMs - lastMs > patienceMs ? lastMs + patienceMs : undefined
}

function ofWebhook(webhook: SuspectWebhook, { isLocal }: AlertFacts): Condition {
  const { credential, accountId, userId, state, sinceMs } = webhook
  const isOwn = isLocal || isOwnCredential(credential)
  return {
    kind: 'webhook',
    subject: credential,
    accountId: isOwn ? accountId : null,
    userId: isOwn ? userId : null,
    code: `webhooks_${state}`,
    message:
      state === 'failing'
        ? 'Calendly fails to deliver to this server, and disables the subscription after 24 hours of that.'
        : 'Calendly has disabled the subscription.',
    nextStep:
      'Check that PUBLIC_URL reaches this server, then try the subscription out on the page of webhooks.',
    sinceMs,
    isSure: false,
  }
}

function outagesOf({ accounts, accountCount, isLocal, nowMs }: AlertFacts): Condition[] {
  if (isLocal) return []
  const failing = accounts.filter(({ state, problem }) => state === 'failing' && problem)
  const codes = [...new Set(failing.flatMap(({ problem }) => problem?.code ?? []))]
  return codes.flatMap((code) => {
    const same = failing.flatMap(({ problem }) => (problem?.code === code ? [problem] : []))
    const [first] = same
    if (!first || same.length < outage.fewest || same.length < accountCount * outage.share) return []
    const began = same.map(({ since }) => Date.parse(since)).filter((ms) => !Number.isNaN(ms))
    return [
      {
        kind: 'outage',
        subject: code,
        accountId: null,
        userId: null,
        code,
        message: first.message,
        nextStep: 'Look at the page of operations; the checks go on by themselves meanwhile.',
        sinceMs: Math.min(nowMs, ...began),
        isSure: false,
      } as const,
    ]
  })
}

function clockIsWrong(sinceMs: number): Condition {
  return {
    kind: 'clock',
    subject: 'installation',
    accountId: null,
    userId: null,
    code: 'clock',
    message: 'Webhooks arrive that were signed in the future: the clock of this machine is slow.',
    nextStep: 'Set the clock of the server, best by NTP.',
    sinceMs,
    isSure: true,
  }
}

const braked = {
  code: 'missing_meetings',
  message: 'Calendly’s list no longer shows many meetings that are known.',
  nextStep: 'Confirm that they are gone, or wait: two days of equal lists confirm it.',
  isSure: true,
}

const stale = {
  code: 'stale',
  message: 'No check of this account was complete for three intervals.',
  nextStep: 'Start a check by hand and look at what it says; the log of the server has the rest.',
  isSure: true,
}

const imported = {
  code: null,
  message: 'Every meeting of the account is in the list now.',
  nextStep: 'Nothing to do.',
  isSure: true,
}
