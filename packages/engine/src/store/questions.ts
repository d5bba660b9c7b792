import type { Database, Transaction } from './database.ts'
import { type Fence, holdFence } from './fence.ts'

/** An event that must be read through an account, whether or not it is stored. */
export interface Question {
  readonly account_id: string
  readonly uuid: string
}

/** Notes events to read; asked twice is asked once. */
export async function askForEvents(tx: Transaction, questions: readonly Question[]): Promise<void> {
  if (questions.length === 0) return
  await tx.query(
    `INSERT INTO calendly_sync.events_to_read (account_id, uuid)
     SELECT DISTINCT q.account_id, q.uuid FROM json_to_recordset($1::json) AS q(account_id uuid, uuid text)
     ORDER BY 1, 2
     ON CONFLICT (account_id, uuid) DO UPDATE SET asked_at = now()`,
    [JSON.stringify(questions)],
  )
}

/** An event that was asked for, and when. */
export interface AskedEvent {
  readonly uuid: string
  readonly asked_at: string
}

/** Events that an account was asked to read, the oldest question first. */
export async function askedEvents(database: Database, accountId: string): Promise<AskedEvent[]> {
  return database.query<AskedEvent>(
    'installation',
    'SELECT uuid, asked_at FROM calendly_sync.events_to_read WHERE account_id = $1 ORDER BY asked_at LIMIT 200',
    [accountId],
  )
}

/** Ends a question that was answered; one that was put anew meanwhile stays. @throws FenceLost */
export async function endQuestion(
  database: Database,
  accountId: string,
  fence: Fence,
  event: AskedEvent,
): Promise<void> {
  await database.transaction('installation', async (tx) => {
    await holdFence(tx, fence)
    await tx.query(
      'DELETE FROM calendly_sync.events_to_read WHERE account_id = $1 AND uuid = $2 AND asked_at = $3',
      [accountId, event.uuid, event.asked_at],
    )
  })
}
