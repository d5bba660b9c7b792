import type { MeetingDetail, WritingPath } from '../contract.ts'
import type { Traces } from '../store/read/explanation.ts'
import type { MeetingRecord } from '../store/read/meeting-detail.ts'
import { showDelivery } from './delivery-words.ts'

/** A delivery is settled right after what it told was written; another one so much later is not what wrote it. */
const settledWithinMs = 60_000

/**
 * Says of each change by which path it came, and what was told of the meeting without changing it.
 *
 * Which delivery wrote a change is not kept: it is the one that was applied next, for a batch is settled as soon as it is
 * merged.
 */
export function explain({ history, ...meeting }: MeetingRecord, traces: Traces): MeetingDetail {
  const explained = history.map(({ accountRunId, ...change }) => {
    const path = pathOf(change.cause, accountRunId !== null && traces.sweeps.includes(accountRunId))
    return { ...change, path, deliveryId: path === 'webhook' ? writerOf(change.at, traces) : null }
  })
  const last = explained.at(-1)
  return {
    ...meeting,
    history: explained,
    explanation: {
      writtenBy: last
        ? { path: last.path, at: last.at, runId: last.runId, deliveryId: last.deliveryId }
        : null,
      ignored: traces.deliveries.filter(isIgnored).map((row) => {
        const { receivedAt, outcome, reason, message, id } = showDelivery(row)
        return { at: receivedAt, path: 'webhook', reason: reason ?? outcome, message, deliveryId: id }
      }),
    },
  }
}

function pathOf(cause: string, isSweep: boolean): WritingPath {
  if (cause === 'webhook') return 'webhook'
  if (cause === 'reread' || cause === 'after-meeting') return 'reread'
  return isSweep ? 'sweep' : 'poll'
}

function writerOf(at: string, { deliveries }: Traces): string | null {
  const writtenMs = Date.parse(at)
  const applied = deliveries
    .filter(({ outcome }) => outcome === 'applied')
    .map(({ id, firstSettledAt }) => ({ id, laterMs: Date.parse(firstSettledAt ?? '') - writtenMs }))
    .filter(({ laterMs }) => laterMs >= 0 && laterMs <= settledWithinMs)
  return applied.toSorted((a, b) => a.laterMs - b.laterMs)[0]?.id ?? null
}

function isIgnored({ outcome }: Traces['deliveries'][number]): boolean {
  return outcome === 'superseded' || outcome === 'duplicate' || outcome === 'ignored'
}
