import {
  freshPace,
  type Lease,
  type LimitFact,
  learnFact,
  leasePlaces,
  type PaceState,
  type Priority,
} from '../pacing.ts'
import type { Database, Transaction } from './database.ts'

/**
 * The budget of calls to Calendly on Postgres: what `pacing` remembers of a bucket, in one row that all processes
 * share and lock for a moment. Its times are the database's.
 *
 * @param defaultPerMinute - what to reckon with before Calendly has told its limit.
 */
export function createBudgetStore(database: Database, defaultPerMinute: number) {
  function change<Answer>(
    key: string,
    step: (state: StoredState, nowMs: number) => { state: StoredState; answer: Answer },
  ) {
    return database.transaction('installation', async (tx) => {
      const { state, nowMs } = await lockState(tx, key, defaultPerMinute)
      const next = step(state, nowMs)
      await tx.query('UPDATE calendly_sync.budgets SET state = $2 WHERE key = $1', [
        key,
        JSON.stringify(finite(next.state)),
      ])
      return next.answer
    })
  }
  return {
    lease: (key: string, want: number, priority: Priority): Promise<Lease> =>
      change(key, (before, nowMs) => {
        const { lease, state } = leasePlaces(before, nowMs, want, priority)
        return { state: { ...state, ...countedWith(before, nowMs, lease.granted) }, answer: lease }
      }),

    learn: (key: string, fact: LimitFact): Promise<void> =>
      change(key, (before, nowMs) => {
        const state = learnFact(before, nowMs, fact, 60_000 - (nowMs % 60_000))
        return { state, answer: undefined }
      }),
  }
}

/** What is remembered of a bucket, and how many calls were taken in which minute of the database's clock. */
type StoredState = PaceState & { readonly minute?: number; readonly taken?: number }

/** For people to look at; the pace itself does not go by it. */
function countedWith({ minute, taken = 0 }: StoredState, nowMs: number, granted: number) {
  const now = Math.floor(nowMs / 60_000)
  return { minute: now, taken: granted + (minute === now ? taken : 0) }
}

async function lockState(
  tx: Transaction,
  key: string,
  defaultPerMinute: number,
): Promise<{ state: StoredState; nowMs: number }> {
  const lock = () =>
    tx.query<{ state: StoredState; now_ms: number }>(
      `SELECT state, (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now_ms
       FROM calendly_sync.budgets WHERE key = $1 FOR UPDATE`,
      [key],
    )
  const [known] = await lock()
  if (known) return { state: known.state, nowMs: known.now_ms }
  await tx.query('INSERT INTO calendly_sync.budgets (key, state) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    key,
    JSON.stringify(finite(freshPace(defaultPerMinute))),
  ])
  const [row] = await lock()
  if (!row) throw new Error('the row was just made')
  return { state: row.state, nowMs: row.now_ms }
}

/** JSON has no infinity; the epoch is as good as "never". */
function finite(state: StoredState): StoredState {
  const sinceEpoch = (ms: number) => Math.max(ms, 0)
  return {
    ...state,
    nextAt: sinceEpoch(state.nextAt),
    blockedUntil: sinceEpoch(state.blockedUntil),
    heldUntil: sinceEpoch(state.heldUntil),
  }
}
