import { noteInAudit } from './audit.ts'
import type { Database } from './database.ts'

/** What was handed out. Of filters only the names: what they hold may be somebody's name. */
export interface Export {
  /** Who asked; null: somebody at the shell. */
  readonly actor: string | null
  readonly format: 'csv' | 'json' | 'ics'
  readonly filters: readonly string[]
}

/** Notes that a user's meetings were exported. */
export async function noteExport(
  database: Database,
  userId: string,
  { actor, format, filters }: Export,
): Promise<void> {
  await database.transaction([userId], (tx) =>
    noteInAudit(tx, { userId, actor, action: 'meetings.exported', facts: { format, filters } }),
  )
}
