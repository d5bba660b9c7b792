import type { AccountStatus } from '../api/types.ts'

/** `webhook`: to its screen. */
export type MainAction = 'resume' | 'reconnect' | 'confirm' | 'check' | 'webhook'

/** Nobody here can do anything about these: they end by themselves, or with what an owner sets. */
const ENDS_BY_ITSELF: readonly string[] = ['user_left', 'unlinked', 'importing']

/** The one thing that would help an account most; undefined where nothing is wrong, or nobody can do anything. */
export function mainActionOf(
  account: Pick<AccountStatus, 'state' | 'problem' | 'missing' | 'webhook'>,
): MainAction | undefined {
  const { state, problem, missing, webhook } = account
  if (state === 'paused') return 'resume'
  if (problem && ENDS_BY_ITSELF.includes(problem.code)) return undefined
  if (state === 'reconnect' || problem?.code === 'no_token') return 'reconnect'
  if (problem?.code === 'missing_meetings') return 'confirm'
  if (state === 'failing' || state === 'limited') return 'check'
  if (webhook.state === 'failing' || webhook.state === 'disabled') return 'webhook'
  return missing.length > 0 ? 'reconnect' : undefined
}
