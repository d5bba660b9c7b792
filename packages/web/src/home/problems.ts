import { plainWords } from '../api/plain-words.ts'
import type { AccountStatus, Instant, Status } from '../api/types.ts'
import { ago, type Formats } from '../time/formats.ts'

/** Something that needs a person, in four parts, and the one thing to press for it. */
export interface OpenProblem {
  readonly key: string
  readonly accountId: string | undefined
  readonly tone: 'late' | 'bad'
  readonly what: string
  readonly since: Instant | undefined
  /** What it means for the list. */
  readonly meaning: string | undefined
  /** What we do next, and when. */
  readonly weDo: string | undefined
  readonly nextStep: string
  /** For who looks after the server. */
  readonly technical?: string | undefined
  readonly action: ProblemAction
}

/**
 * `sign-in`: at Calendly again; `accounts`, `webhooks`, `connect`: a screen where it is done; `none`: it heals by itself.
 */
export type ProblemAction =
  | 'sign-in'
  | 'resume'
  | 'confirm-missing'
  | 'check'
  | 'accounts'
  | 'webhooks'
  | 'connect'
  | 'none'

/** The worst first. A first import under way is no problem: the page tells of it by itself. */
export function openProblems(status: Status, formats: Formats, nowMs: number): readonly OpenProblem[] {
  const ofAccounts = status.accounts.flatMap((account) => [
    ...problemOf(account, status, formats, nowMs),
    ...webhookProblemOf(account),
  ])
  return [...withoutAccount(status), ...ofAccounts].toSorted((a, b) => rank(a) - rank(b))
}

const rank = ({ tone }: OpenProblem) => (tone === 'bad' ? 0 : 1)

function withoutAccount({ problem }: Status): readonly OpenProblem[] {
  if (!problem) return []
  const { code, message, nextStep, since } = problem
  return [
    {
      key: code,
      accountId: undefined,
      tone: 'late',
      what: message,
      since,
      meaning: undefined,
      weDo: undefined,
      nextStep,
      action: code === 'not_connected' ? 'connect' : 'none',
    },
  ]
}

function problemOf(
  account: AccountStatus,
  status: Status,
  formats: Formats,
  nowMs: number,
): readonly OpenProblem[] {
  const name = nameOf(account)
  const shared = {
    accountId: account.id,
    meaning: ageWords(account, formats, nowMs),
    weDo: nextWords(account, formats, nowMs),
  }
  if (account.state === 'paused')
    return [
      {
        ...shared,
        key: `${account.id} paused`,
        tone: 'late',
        what: `${name} is paused.`,
        since: undefined,
        weDo: 'Nothing of it is checked while it is paused.',
        nextStep: 'Resume it when its meetings should be kept up to date again.',
        action: 'resume',
      },
    ]
  const { problem } = account
  if (!problem || problem.code === 'importing') return []
  const { words, technical } = plainWords(problem.message)
  return [
    {
      ...shared,
      key: `${account.id} ${problem.code}`,
      tone: account.state === 'reconnect' || account.state === 'failing' ? 'bad' : 'late',
      what: `${name}: ${words}`,
      technical,
      since: problem.since,
      nextStep: problem.nextStep,
      action: actionFor(account, status),
    },
  ]
}

function actionFor(account: AccountStatus, { connectBy }: Status): ProblemAction {
  if (account.problem?.code === 'missing_meetings') return 'confirm-missing'
  if (account.state === 'reconnect')
    return account.connectedBy === 'oauth' && connectBy.includes('oauth') ? 'sign-in' : 'accounts'
  if (account.state === 'failing') return 'check'
  return account.state === 'limited' ? 'accounts' : 'none'
}

function webhookProblemOf(account: AccountStatus): readonly OpenProblem[] {
  const { state, problem, failingSince, disabledAt } = account.webhook
  // That none is possible here is a fact that the account's card tells; that one has stopped is a problem.
  if (!problem || (state !== 'failing' && state !== 'disabled')) return []
  return [
    {
      key: `${account.id} ${problem.code}`,
      accountId: account.id,
      tone: 'late',
      what: `${nameOf(account)}: ${problem.message}`,
      since: disabledAt ?? failingSince ?? undefined,
      meaning: 'No meeting is missing: changes come with the next check instead of at once.',
      weDo: undefined,
      nextStep: problem.nextStep,
      action: 'webhooks',
    },
  ]
}

function ageWords({ completeAsOf }: AccountStatus, formats: Formats, nowMs: number): string {
  if (completeAsOf === null) return 'Its meetings are not complete in your list.'
  const at = `${formats.moment(completeAsOf, nowMs)} (${ago(completeAsOf, nowMs)})`
  return `Its meetings in your list are as of ${at}; they stay as they are.`
}

/** What comes by itself, and when; undefined where nothing does. */
export function nextWords(
  { nextSyncAt }: Pick<AccountStatus, 'nextSyncAt'>,
  formats: Formats,
  nowMs: number,
): string | undefined {
  if (nextSyncAt === null) return undefined
  return Date.parse(nextSyncAt) <= nowMs
    ? 'We try again any moment now.'
    : `We try again ${formats.moment(nextSyncAt, nowMs)}.`
}

/** How an account is called. */
export function nameOf(account: Pick<AccountStatus, 'name' | 'email'>): string {
  return account.name ?? account.email ?? 'Calendly account'
}
