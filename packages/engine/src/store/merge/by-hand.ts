import type { Transaction } from '../database.ts'

/*
 * What people do with clients by hand (merge, take apart, erase, name) and what merges do with them never run at the same
 * time: a merge that has looked before would link with, or bring back, whom somebody has just put aside. Merges share one
 * lock of the whole installation, since one of them may cover a thousand users; what is done by hand is rare and short.
 */

/** Taken by every merge, before anything else. */
export async function letNobodyInterfere(tx: Transaction): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock_shared(${key})`)
}

/** Taken by whatever is done by hand, before anything else: waits for the merges under way, and keeps others waiting. */
export async function actAlone(tx: Transaction): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(${key})`)
}

const key = "hashtextextended('calendly_sync clients by hand', 0)"
