import type { FailureGroup, Mute, OperatedUser, OperationsView, Run } from '../api/types.ts'
import { ago, type Formats } from '../time/formats.ts'

/** "1 account", "12 accounts" */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`
}

/** The answer at the top: whether somebody has to do something. */
export function overallWords({ totals, stuck }: Pick<OperationsView, 'totals' | 'stuck'>): {
  tone: 'good' | 'late'
  words: string
} {
  const { failing = 0, reconnect = 0, limited = 0, paused = 0, active = 0 } = totals.accounts
  const all = failing + reconnect + limited + paused + active
  const troubled = failing + reconnect + limited
  if (all === 0) return { tone: 'good', words: 'No account is connected yet.' }
  const parts = [
    ...(troubled > 0
      ? [
          `${troubled.toLocaleString('en-GB')} of ${counted(all, 'account')} ${troubled === 1 ? 'needs' : 'need'} somebody`,
        ]
      : []),
    ...(stuck.length > 0
      ? [`${counted(stuck.length, 'check')} ${stuck.length === 1 ? 'is' : 'are'} stuck`]
      : []),
  ]
  if (parts.length > 0) return { tone: 'late', words: `${parts.join(', and ')}.` }
  const resting = paused > 0 ? `, ${paused.toLocaleString('en-GB')} of them paused` : ''
  return { tone: 'good', words: `${counted(all, 'account')}${resting}: nothing fails.` }
}

/** Up to when a user's list is complete. */
export function freshnessWords(
  { worstCompleteAsOf, accounts }: OperatedUser,
  formats: Formats,
  nowMs: number,
): string {
  if (worstCompleteAsOf !== null)
    return `Complete as of ${formats.moment(worstCompleteAsOf, nowMs)} (${ago(worstCompleteAsOf, nowMs)})`
  return accounts.every(({ state }) => state === 'paused') ? 'Paused' : 'Never complete so far'
}

/** Every number of the bars, for those who do not see them. */
export function trendWords(trend: FailureGroup['trend']): string {
  return `Failed checks hour by hour over ${trend.length} hours, the last one being this hour: ${trend.join(', ')}.`
}

/** What a mute is about. */
export function muteWords({ code, accountId }: Mute, users: readonly OperatedUser[]): string {
  if (code !== null) return `Cause ${code}`
  for (const user of users)
    for (const account of user.accounts)
      if (account.id === accountId) return `Account of ${account.email ?? user.email ?? shortId(account.id)}`
  return `Account ${shortId(accountId ?? '')}`
}

/** Enough of an id to find it in the log. */
export function shortId(id: string): string {
  return id.slice(0, 8)
}

/** What came of pausing or resuming. */
export function changedWords(verb: 'pause' | 'resume', changed: number, isOne: boolean): string {
  if (changed === 0)
    return isOne
      ? 'Nothing has changed: it was so already, or its token does not show it any more.'
      : 'It was so already.'
  if (isOne)
    return verb === 'pause'
      ? 'Paused. What is stored stays, and nothing of it is checked.'
      : 'Resumed; it is checked now.'
  return verb === 'pause' ? 'Paused.' : 'Resumed: what was due meanwhile is checked now.'
}

/** What a retry has begun. */
export function retryWords(accounts: number): string {
  return accounts === 0
    ? 'No account has this problem any more.'
    : `${counted(accounts, 'account')} ${accounts === 1 ? 'is' : 'are'} in line to be checked.`
}

/** What has become of a retry so far. */
export function retriedWords(
  run: Pick<Run, 'finishedAt'> & { readonly accounts: readonly Pick<Run['accounts'][number], 'state'>[] },
): string {
  const of = (...states: readonly Run['state'][]) =>
    run.accounts.filter(({ state }) => states.includes(state)).length
  const [well, partly, failed] = [of('succeeded'), of('partial'), of('failed')]
  const left = run.accounts.length - well - partly - failed
  if (run.finishedAt === null)
    return `Checking ${counted(run.accounts.length, 'account')}: ${left.toLocaleString('en-GB')} still to come.`
  const parts = [
    ...(well > 0 ? [`${well.toLocaleString('en-GB')} well again`] : []),
    ...(partly > 0 ? [`${partly.toLocaleString('en-GB')} partly read`] : []),
    ...(failed > 0 ? [`${failed.toLocaleString('en-GB')} failed again`] : []),
  ]
  return `Checked ${counted(run.accounts.length, 'account')}: ${parts.join(', ')}.`
}
