import { randomUUID } from 'node:crypto'
import type { CalendlyClient } from '../calendly/client.ts'
import { newJournal, type Pass } from '../flows/pass.ts'
import { runAccount } from '../flows/run-account.ts'
import type { Account } from '../store/accounts.ts'
import { showChange } from '../store/read/changes.ts'
import { type RehearsedChange, rehearse } from '../store/rehearse.ts'
import type { DryRun } from './surface.ts'

type Given = Pick<Pass, 'database' | 'clock' | 'log' | 'window' | 'signal'> & {
  readonly accounts: readonly Account[]
  readonly clientFor: (account: Account) => CalendlyClient
}

/**
 * Reads Calendly like a manual sync and tells what would change, per meeting. Every write is rolled back, so what
 * hangs on an earlier one (the invitees of a meeting that is new) is not told.
 */
export async function dryRun({ accounts, clientFor, ...given }: Given): Promise<DryRun> {
  const tag = randomUUID()
  const changes = new Map<string, RehearsedChange>()
  const journal = newJournal()
  const database = rehearse(given.database, tag, (some) => {
    for (const change of some) changes.set(change.meeting_id, change)
  })
  let requests = 0
  for (const account of accounts) {
    const client = clientFor(account)
    try {
      const fence = { accountRunId: tag, holder: null }
      const startedAtMs = given.clock.monotonic()
      const bell = { ring: () => {} } // nothing is kept, so there is nothing to tell
      await runAccount(
        {
          ...given,
          account,
          fence,
          client,
          database,
          bell,
          journal,
          startedAtMs,
          priority: 'person',
          webhooks: undefined, // a rehearsal subscribes to nothing
        },
        'manual',
      )
    } finally {
      requests += client.requests
      await client.close()
    }
  }
  return { ...countRehearsed([...changes.values()], journal.seen.size), requests }
}

function countRehearsed(changes: readonly RehearsedChange[], checked: number): Omit<DryRun, 'requests'> {
  const isNew = (change: RehearsedChange) => change.was_deleted === null && !change.is_deleted
  const isDeleted = (change: RehearsedChange) => change.is_deleted && change.was_deleted !== true
  const appeared = changes.filter(isNew).length
  const deleted = changes.filter(isDeleted).length
  return {
    new: appeared,
    updated: changes.length - appeared - deleted,
    deleted,
    unchanged: Math.max(0, checked - changes.length),
    wouldChange: changes.map((change) => {
      const shown = showChange({ ...change, seq: '0', at: '', meetingId: change.meeting_id })
      return { kind: shown.kind, meetingId: shown.meetingId, before: shown.before, after: shown.after }
    }),
  }
}
