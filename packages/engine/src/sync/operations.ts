import type { Clock } from '../clock.ts'
import type { BudgetUse, Operations, OperationsView } from '../contract-operations.ts'
import { SyncError } from '../errors.ts'
import type { Window } from '../flows/plan.ts'
import { stableId } from '../resources/stable-id.ts'
import type { Database } from '../store/database.ts'
import { type BudgetRow, bucketsUsed, operationFigures } from '../store/operations/figures.ts'
import { removeMute, saveMute } from '../store/operations/mutes.ts'
import { pauseAccount, pauseSchedule } from '../store/operations/pause.ts'
import { troubledAccounts } from '../store/operations/troubled.ts'
import { listOperatedUsers } from '../store/operations/users.ts'
import type { RunRequest } from '../worker/request-run.ts'
import { groupFailures } from './failure-groups.ts'

export interface OperationsOptions {
  readonly database: Database
  readonly window: Window
  /** Of the installation's grid. */
  readonly intervalMs: number
  readonly clock: Clock
  /** What Calendly counts the calls of a credential by. */
  readonly bucketOf: (credential: string) => string
  readonly request: (what: RunRequest) => Promise<string>
  readonly onChanged: () => void
}

const dayMs = 86_400_000

export function createOperations(options: OperationsOptions): Operations {
  const { database, window, intervalMs, clock, bucketOf } = options

  async function view(query: Parameters<Operations['view']>[0] = {}): Promise<OperationsView> {
    const nowMs = clock.now()
    const windowFromMs = nowMs - window.lookbackDays * dayMs + dayMs
    const [{ users, nextCursor }, figures] = await Promise.all([
      listOperatedUsers(database, query, { windowFromMs, nowMs }),
      operationFigures(database, intervalMs),
    ])
    const buckets = users.flatMap(({ accounts }) => accounts.map(({ credential }) => bucketOf(credential)))
    const used = await bucketsUsed(database, [...new Set(buckets)])
    const leftOf = new Map(used.map(({ key, used, limit }) => [key, Math.max(0, limit - used)]))
    const { queue, inbox, workers, stuck, mutes, pausedSince, states } = figures
    return {
      users: users.map(({ accounts, ...user }) => ({
        ...user,
        accounts: accounts.map(({ credential, ...account }) => ({
          ...account,
          callsLeft: leftOf.get(bucketOf(credential)) ?? null,
        })),
      })),
      nextCursor,
      totals: {
        users: figures.users,
        accounts: {
          ...{ active: 0, paused: 0, reconnect: 0, limited: 0, failing: 0 },
          ...Object.fromEntries(states.map(({ state, count }) => [state, count])),
        },
      },
      failures: groupFailures(figures.problems, figures.failedRuns),
      queue,
      inbox,
      budgets: showBudgets(figures.budgets),
      workers,
      stuck,
      isPaused: pausedSince !== null,
      pausedSince,
      mutes,
    }
  }

  async function setPaused(operator: string, accountId: string | undefined, isPaused: boolean) {
    const changed =
      accountId === undefined
        ? Number(await pauseSchedule(database, operator, isPaused))
        : await pauseAccount(database, operator, accountId, isPaused)
    if (changed === undefined) throw noAccount()
    options.onChanged()
    return changed
  }

  return {
    view,
    pause: (operator, accountId) => setPaused(operator, accountId, true),
    resume: (operator, accountId) => setPaused(operator, accountId, false),
    async retry(operator, code) {
      const accounts = await troubledAccounts(database, operator, code)
      if (accounts.length === 0) return { accounts: 0, runId: null }
      const asked = { accounts, trigger: 'operator', userId: null, requestedBy: operator } as const
      return { accounts: accounts.length, runId: await options.request(asked) }
    },
    async mute(operator, what, until) {
      const mute = await saveMute(database, operator, what, until)
      if (!mute) throw noAccount()
      return mute
    },
    unmute: (operator, id) => removeMute(database, operator, id),
  }
}

function showBudgets(rows: readonly BudgetRow[]): BudgetUse[] {
  return rows.map(({ key, used, limit }) => ({
    id: stableId('budget', key),
    kind: key.startsWith('oauth:') ? ('oauth' as const) : ('pat' as const),
    used,
    limit,
  }))
}

function noAccount(): SyncError {
  return new SyncError('not_found', 'There is no such account.')
}
