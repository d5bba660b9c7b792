import type { Alert } from '../api/types.ts'
import type { OpenProblem } from './problems.ts'

/** Open alerts about which Home says nothing yet: one of the same cause and account is said already. */
export function unsaid(
  alerts: readonly Pick<Alert, 'code' | 'account'>[],
  problems: readonly Pick<OpenProblem, 'key' | 'accountId'>[],
): readonly Pick<Alert, 'code' | 'account'>[] {
  return alerts.filter(
    ({ code, account }) =>
      !problems.some(
        ({ key, accountId }) =>
          key.split(' ').at(-1) === code && (account === null || account.id === accountId),
      ),
  )
}
