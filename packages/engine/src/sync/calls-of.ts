import type { CallsLeft } from '../contract/insights.ts'
import type { Account } from '../store/accounts.ts'
import type { BucketOf } from './client-for.ts'
import type { Clients } from './clients.ts'

/** What is left of this minute's calls, by account id; accounts that one token reads share it. */
export type CallsOf = (
  accounts: readonly Pick<Account, 'id' | 'credential'>[],
) => Promise<ReadonlyMap<string, CallsLeft>>

export function createCallsOf(clients: Pick<Clients, 'callsLeft'>, bucketOf: BucketOf): CallsOf {
  return async (accounts) => {
    const left = await clients.callsLeft(accounts.map(bucketOf))
    return new Map(
      accounts.flatMap((account) => {
        const calls = left.get(bucketOf(account))
        return calls ? [[account.id, calls] as const] : []
      }),
    )
  }
}
