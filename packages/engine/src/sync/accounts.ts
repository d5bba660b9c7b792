import type { Clock } from '../clock.ts'
import type { AccountStatus } from '../contract.ts'
import { SyncError } from '../errors.ts'
import type { Window } from '../flows/plan.ts'
import { type Account, listAccounts, setInterval, setPaused } from '../store/accounts.ts'
import type { Database } from '../store/database.ts'
import { releaseMissing } from '../store/missing.ts'
import { schedulePausedSince } from '../store/operations/pause.ts'
import { unverifiedSince } from '../store/read/deliveries.ts'
import { readLastChanges } from '../store/read/last-changes.ts'
import { importProgress } from '../store/read/scheduler.ts'
import { listSubscriptions } from '../store/read/subscriptions.ts'
import type { CallsOf } from './calls-of.ts'
import type { Connections } from './connections.ts'
import { accountWithheld, showAccount } from './status.ts'
import type { Sync } from './surface.ts'

/** The accounts of users: which there are, how they are doing, and what people do with them. */
export interface Accounts {
  /** Those of a user that may be synced. @throws SyncError `no_account`, or why they are withheld */
  of(userId: string, accountId?: string): Promise<Account[]>
  /** @param how - `briefly`: without what each account has to be asked for, when there may be thousands. */
  show(accounts: readonly Account[], how?: 'fully' | 'briefly'): Promise<AccountStatus[]>
  readonly verbs: Sync['accounts']
}

const minuteMs = 60_000

export function createAccounts(options: {
  readonly database: Database
  readonly connections: Connections
  readonly window: Window
  /** Of the installation's grid. */
  readonly intervalMs: number
  /** The one user operates the installation as well. */
  readonly isLocal: boolean
  readonly callsOf: CallsOf
  readonly clock: Clock
  readonly onChanged: () => void
}): Accounts {
  const { database, connections, window, intervalMs, clock } = options

  async function touched<Result>(change: Promise<Result>): Promise<Result> {
    const result = await change
    options.onChanged()
    return result
  }

  async function of(userId: string, accountId?: string): Promise<Account[]> {
    const all = await listAccounts(database, [userId])
    const asked = all.filter((account) => accountId === undefined || account.id === accountId)
    const chosen = asked.filter((account) => account.withheld === null)
    if (chosen.length > 0) return chosen
    if (asked[0]?.withheld) throw accountWithheld(asked[0].withheld)
    throw new SyncError(
      'no_account',
      'No Calendly account is connected, so there is nothing to sync. Connect one first.',
    )
  }

  async function show(
    accounts: readonly Account[],
    how: 'fully' | 'briefly' = 'fully',
  ): Promise<AccountStatus[]> {
    const ids = accounts.map((account) => account.id)
    const looked = how === 'fully' ? accounts : []
    const progress = await importProgress(database, ids)
    const context = {
      nowMs: clock.now(),
      window,
      intervalMs,
      subscriptions: await subscriptionsOf(accounts),
      unverifiedSince: await unverifiedSince(database),
      calls: await options.callsOf(looked),
      lastChanges: await readLastChanges(
        database,
        looked.map((account) => account.id),
      ),
      schedulePausedSince: await schedulePausedSince(database),
    }
    return accounts.map((account) => showAccount(account, context, progress.get(account.id) ?? null))
  }

  async function subscriptionsOf(accounts: readonly Account[]) {
    const users = new Set(accounts.map((account) => account.user_id))
    const [only] = users
    const who = users.size === 1 && only ? only : 'everyone'
    const found = await listSubscriptions(database, { who, isOperator: options.isLocal })
    return new Map(found.flatMap((one) => one.accountIds.map((id) => [id, one] as const)))
  }

  async function one(userId: string, id: string): Promise<AccountStatus> {
    const [account] = await show(await of(userId, id))
    if (!account) throw new SyncError('not_found', `Account ${id} does not exist.`)
    return account
  }

  return {
    of,
    show,
    verbs: {
      list: async (who) => show(await listAccounts(database, who === 'everyone' ? who : [who])),
      pause: (who, accountId) => touched(setPaused(database, who, accountId, true)),
      resume: (who, accountId) => touched(setPaused(database, who, accountId, false)),
      connect: async (userId, token) => one(userId, await connections.connect(userId, token)),
      startOAuth: connections.startOAuth,
      completeOAuth: async (userId, answer) => one(userId, await connections.completeOAuth(userId, answer)),
      disconnect: connections.disconnect,
      confirmMissing: (userId, accountId) => releaseMissing(database, userId, accountId),
      setInterval: (userId, accountId, minutes) =>
        touched(setInterval(database, userId, accountId, minutes === null ? null : minutes * minuteMs)),
    },
  }
}
