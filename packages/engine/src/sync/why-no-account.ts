import type { Problem } from '../contract.ts'
import { seesColleagues } from '../flows/connect.ts'
import type { User } from '../store/users.ts'
import type { Installation } from './installation.ts'
import { connectOne, whyUnmatched } from './unmatched-words.ts'

/**
 * Why a user has no account: there is no token, Calendly does not take it or has not told whose it is, or nobody there is
 * matched with this user.
 */
export function whyNoAccount(
  installation: Pick<Installation, 'client' | 'identity' | 'trouble'>,
  users: 'local' | 'matched',
  user: User | undefined,
  nowMs: number,
): Problem {
  const now = new Date(nowMs).toISOString()
  const since = user?.created_at ?? now
  if (!installation.client) return { ...notConnected, since }
  const identity = installation.identity()
  const trouble = installation.trouble()
  if (!identity && trouble?.code === 'unauthenticated') return { ...refused[users], since: trouble.since }
  if (!identity || users === 'local') return { ...connecting, since: trouble?.since ?? now }
  return { ...whyUnmatched(user, seesColleagues(identity)), since }
}

const notConnected = {
  code: 'not_connected',
  message: 'No Calendly account is connected, so there is nothing to show.',
  nextStep: connectOne,
}

const connecting = {
  code: 'connecting',
  message: 'Calendly has not answered yet whose token this is.',
  nextStep: 'Nothing to do: it is asked again until it answers. The log says what it answered last.',
}

const isRefused = {
  code: 'unauthenticated',
  message: 'Calendly does not accept the token of this installation, so there is nothing to show.',
}

const refused = {
  local: {
    ...isRefused,
    nextStep:
      'Make a new personal access token in Calendly, set CALENDLY_PERSONAL_ACCESS_TOKEN to it, and start again.',
  },
  matched: {
    ...isRefused,
    nextStep:
      'Connect an account of your own, or ask your operator to set CALENDLY_PERSONAL_ACCESS_TOKEN to a token that Calendly accepts.',
  },
}
