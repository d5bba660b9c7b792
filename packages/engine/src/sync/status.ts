import type { CallsLeft } from '../contract/insights.ts'
import type {
  AccountStatus,
  Coverage,
  Problem,
  RunProgress,
  Status,
  SubscriptionStatus,
} from '../contract.ts'
import { SyncError } from '../errors.ts'
import { completeAsOf, type Segment, toContract } from '../flows/coverage.ts'
import { isImported, type Window } from '../flows/plan.ts'
import { credentialKind, isOwnCredential } from '../resources/credential.ts'
import { whatIsMissing } from '../resources/scopes.ts'
import type { Account } from '../store/accounts.ts'
import type { Withheld } from '../store/withheld.ts'
import { whyWithheld } from './unmatched-words.ts'

export interface StatusContext {
  readonly nowMs: number
  readonly window: Window
  /** Of the installation's grid. */
  readonly intervalMs: number
  /** By account id. */
  readonly subscriptions: ReadonlyMap<string, SubscriptionStatus>
  /** By account id. */
  readonly calls: ReadonlyMap<string, CallsLeft>
  /** By account id. */
  readonly lastChanges: ReadonlyMap<string, string>
  /** When the first delivery of the last day was taken without proof; null: none was. */
  readonly unverifiedSince: string | null
  /** An operator has stopped the checks on schedule; null: they go on. */
  readonly schedulePausedSince: string | null
}

/** What a user is told of the own accounts, and why there is none where there is none. */
export function showStatus(accounts: readonly AccountStatus[], whyNone: Problem | null): Status {
  const counted = accounts.filter((account) => account.state !== 'paused')
  const moments = counted.map((account) => account.completeAsOf)
  const oldest =
    moments.length > 0 && moments.every((moment) => moment !== null) ? moments.toSorted()[0] : null
  return {
    connected: accounts.length > 0,
    completeAsOf: oldest ?? null,
    coverage: commonCoverage(counted.map((account) => account.coverage)),
    accounts,
    problem: accounts.length > 0 ? null : whyNone,
  }
}

/** One account; a first import under way is its problem until it has ended, with how far it is. */
export function showAccount(
  account: Account,
  {
    nowMs,
    window,
    intervalMs,
    subscriptions,
    calls,
    lastChanges,
    unverifiedSince,
    schedulePausedSince,
  }: StatusContext,
  importProgress: RunProgress | null,
): AccountStatus {
  const isReady = isImported(account.coverage, window, nowMs)
  return {
    id: account.id,
    email: account.email,
    name: account.name,
    role: account.role,
    plan: account.plan,
    connectedBy: connectedBy(account.credential),
    missing: whatIsMissing(account.scopes),
    state: account.state,
    lastSyncedAt: account.last_synced_at,
    completeAsOf: isReady ? upcomingAsOf(account.coverage, nowMs) : null,
    coverage: toContract(account.coverage),
    nextSyncAt: account.state === 'paused' || schedulePausedSince ? null : account.next_sync_at,
    syncIntervalMinutes: (account.interval_ms ?? intervalMs) / 60_000,
    lastChangeAt: lastChanges.get(account.id) ?? null,
    callsLeft: calls.get(account.id)?.callsLeft ?? null,
    callsLimit: calls.get(account.id)?.callsLimit ?? null,
    webhook: showWebhook(subscriptions.get(account.id)),
    problem:
      withheldProblem(account) ??
      account.problem ??
      (schedulePausedSince ? schedulePaused(schedulePausedSince) : null) ??
      (isReady ? null : importing(account, importProgress)) ??
      (unverifiedSince ? unverified(unverifiedSince) : null),
  }
}

/** An account that nobody may sync at the moment. */
export function accountWithheld(why: Withheld): SyncError<'account_withheld'> {
  return new SyncError('account_withheld', `${whyWithheld[why].message} ${whyWithheld[why].nextStep}`)
}

function withheldProblem({ withheld, withheld_at }: Account): Problem | null {
  return withheld && withheld_at ? { ...whyWithheld[withheld], since: withheld_at } : null
}

function connectedBy(credential: string): AccountStatus['connectedBy'] {
  if (!isOwnCredential(credential)) return 'installation'
  return credentialKind(credential) === 'oauth' ? 'oauth' : 'token'
}

function showWebhook(subscription: SubscriptionStatus | undefined): AccountStatus['webhook'] {
  return {
    state: subscription?.state ?? 'off',
    lastDeliveryAt: subscription?.lastDeliveryAt ?? null,
    failingSince: subscription?.failingSince ?? null,
    disabledAt: subscription?.disabledAt ?? null,
    problem: subscription?.problem ?? null,
    silentForSeconds: subscription?.silentForSeconds ?? null,
    usualSilenceSeconds: subscription?.usualSilenceSeconds ?? null,
    secondsUntilDisabled: subscription?.secondsUntilDisabled ?? null,
    endpoint: subscription?.endpoint ?? null,
  }
}

/** The moment up to which everything from now on is complete, as far ahead as the last tick reached. */
function upcomingAsOf(coverage: readonly Segment[], nowMs: number): string | null {
  const toMs = coverage.at(-1)?.toMs ?? nowMs
  const moment = completeAsOf(coverage, { fromMs: nowMs, toMs })
  return moment === undefined ? null : new Date(moment).toISOString()
}

/** With several accounts a range is as complete as the least of them. */
function commonCoverage(all: readonly (readonly Coverage[])[]): Coverage[] {
  const [first, ...others] = all
  if (!first) return []
  return others.reduce<readonly Coverage[]>(intersect, first).slice()
}

function intersect(some: readonly Coverage[], others: readonly Coverage[]): Coverage[] {
  return some.flatMap((a) =>
    others.flatMap((b) => {
      const from = a.from > b.from ? a.from : b.from
      const to = a.to < b.to ? a.to : b.to
      if (from >= to) return []
      const older = (a.completeAsOf ?? '') < (b.completeAsOf ?? '') ? a.completeAsOf : b.completeAsOf
      return [{ from, to, completeAsOf: older }]
    }),
  )
}

function importing({ state, created_at }: Account, progress: RunProgress | null): Problem {
  const isPaused = state === 'paused'
  const far = progress && !isPaused ? ` ${howFar(progress)}` : ''
  return {
    code: 'importing',
    message: `The first import is not finished; the list may miss meetings.${far}`,
    nextStep: isPaused
      ? 'The account is paused: resume it, and the import goes on where it stopped.'
      : 'Nothing to do: what is read appears at once, and the rest follows by itself.',
    since: created_at,
  }
}

/** "Reading the next weeks: 300 of 2000, about 12 minutes left." */
function howFar({ doing, done, total, secondsLeft }: RunProgress): string {
  const left = secondsLeft === null ? '' : `, about ${countMinutes(secondsLeft)} left`
  return `${doing}: ${done}${total ? ` of ${total}` : ''}${left}.`
}

function countMinutes(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60))
  return minutes === 1 ? '1 minute' : `${minutes} minutes`
}

function schedulePaused(since: string): Problem {
  return {
    code: 'schedule_paused',
    message: 'An operator has stopped the checks on schedule; the list may be out of date.',
    nextStep: 'A check that you start yourself is made. The others go on when the operator lets them.',
    since,
  }
}

function unverified(since: string): Problem {
  return {
    code: 'webhook_unverified',
    message:
      'Webhooks arrive that nothing proves to be Calendly’s, and are applied because nobody signs in here.',
    nextStep: 'Set CALENDLY_WEBHOOK_SIGNING_KEY to the signing key of the subscription.',
    since,
  }
}
