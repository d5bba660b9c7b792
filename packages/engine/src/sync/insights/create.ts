import type { Clock } from '../../clock.ts'
import type {
  Backfill,
  CallsLeft,
  CallsPoint,
  ChangesPoint,
  Insights,
  InsightsQuery,
} from '../../contract/insights.ts'
import { isBackfill } from '../../flows/tell-progress.ts'
import type { Account } from '../../store/accounts.ts'
import type { Database } from '../../store/database.ts'
import { type ProgressRow, readProgress } from '../../store/read/insights/backfill.ts'
import { type ChangesCell, countChanges } from '../../store/read/insights/changes.ts'
import { readFreshness } from '../../store/read/insights/freshness.ts'
import { type AccountCell, readPasses } from '../../store/read/insights/passes.ts'
import { readWebhookDelay } from '../../store/read/insights/webhook-delay.ts'
import { readWeeks } from '../../store/read/insights/weeks.ts'
import type { CallsOf } from '../calls-of.ts'
import type { BucketOf } from '../client-for.ts'
import { type Cells, cellsOf, eachCell, instant } from './cells.ts'
import { lagOver } from './lag.ts'
import { passCells } from './passes.ts'

export interface InsightsParts {
  readonly database: Database
  readonly clock: Clock
  /** Of the installation's grid. */
  readonly intervalMs: number
  readonly accountsOf: (userId: string) => Promise<readonly Account[]>
  readonly callsOf: CallsOf
  readonly bucketOf: BucketOf
}

/** Figures over a span of time: every one of them from what the mirror keeps anyway. */
export function createInsights(parts: InsightsParts) {
  const { database, clock, intervalMs } = parts
  return async function insights(userId: string, query: InsightsQuery = {}): Promise<Insights> {
    const nowMs = clock.now()
    const cells = cellsOf(query, nowMs, intervalMs)
    const span = {
      from: instant(cells.fromMs),
      to: instant(cells.toMs),
      cellSeconds: cells.cellMs / 1000,
    }
    const accounts = await parts.accountsOf(userId)
    const left = await parts.callsOf(accounts)
    // Whom deliveries concern is in the inbox, which has no rows of tenants.
    const webhookDelay = await database.transaction('installation', (tx) =>
      readWebhookDelay(tx, userId, span),
    )
    return database.transaction([userId], async (tx) => {
      const passes = await readPasses(tx, userId, span)
      return {
        ...span,
        intervalMinutes: intervalMs / 60_000,
        passes: passCells(passes, cells),
        lag: lagOver(await readFreshness(tx, userId, span), cells, nowMs),
        webhookDelay,
        calls: callsOver(passes, cells, limitOf(accounts, left, parts.bucketOf)),
        callsLeft: [...left].map(([accountId, calls]) => ({ accountId, ...calls })),
        changesPerPass: changesOver(await countChanges(tx, userId, span), cells),
        meetingsPerWeek: await readWeeks(tx, userId, nowMs),
        backfill: backfillOf(await readProgress(tx, userId)),
      }
    })
  }
}

/** Calls a minute, over all tokens; one that reads for several accounts counts once. */
function limitOf(
  accounts: readonly Account[],
  left: ReadonlyMap<string, CallsLeft>,
  bucketOf: InsightsParts['bucketOf'],
): number {
  const limits = new Map(
    accounts.map((account) => [bucketOf(account), left.get(account.id)?.callsLimit ?? 0]),
  )
  return [...limits.values()].reduce((total, limit) => total + limit, 0)
}

function callsOver(rows: readonly AccountCell[], cells: Cells, limitPerMinute: number): CallsPoint[] {
  const used = new Map<number, number>()
  for (const { cell, calls } of rows) used.set(cell, (used.get(cell) ?? 0) + calls)
  const limit = Math.round((limitPerMinute * cells.cellMs) / 60_000)
  return eachCell(cells, (cell, fromMs) => ({ at: instant(fromMs), used: used.get(cell) ?? 0, limit }))
}

const changeNames: Readonly<Record<string, Exclude<keyof ChangesPoint, 'at'>>> = {
  'meeting.created': 'created',
  'meeting.canceled': 'cancelled',
  'meeting.reassigned': 'gone',
  'meeting.gone': 'gone',
  'meeting.restored': 'restored',
}

function changesOver(rows: readonly ChangesCell[], cells: Cells): ChangesPoint[] {
  const points = eachCell(cells, (_, fromMs) => ({
    at: instant(fromMs),
    ...{ created: 0, updated: 0, cancelled: 0, gone: 0, restored: 0 },
  }))
  for (const { cell, kind, count } of rows) {
    const point = points[cell]
    if (point) point[changeNames[kind] ?? 'updated'] += count
  }
  return points
}

function backfillOf(rows: readonly ProgressRow[]): Backfill[] {
  return rows
    .filter(({ progress }) => isBackfill(progress.doing))
    .map(({ accountId, progress, elapsedSeconds }) => ({
      accountId,
      ...progress,
      percent: percentOf(elapsedSeconds, progress.secondsLeft),
    }))
}

/** Calendly tells no total, so time is what it can be told by. The last percent is for the end itself. */
function percentOf(elapsedSeconds: number, secondsLeft: number | null): number | null {
  if (secondsLeft === null) return null
  const all = elapsedSeconds + secondsLeft
  return all > 0 ? Math.min(99, Math.floor((elapsedSeconds * 100) / all)) : 0
}
