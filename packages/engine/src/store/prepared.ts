import type pg from 'pg'
import { digest } from '../resources/digest.ts'

/** The statements of a process, ready to be sent. */
export interface Statements {
  /** As node-postgres takes it; with a name where the connection keeps prepared statements. */
  prepare(text: string, values: readonly unknown[] | undefined): pg.QueryConfig
  /** Another session answers than the one that prepared: from now on without names. */
  forgetNames(): void
}

/** Planning costs more than running the small merges of webhooks (2 to 8 ms a statement); a name saves it. */
const mostPrepared = 200

/**
 * @param named - puts the schema into a statement.
 * @param hasOwnSessions - whether a prepared statement is still there for the connection's next transaction.
 */
export function createStatements(named: (text: string) => string, hasOwnSessions: () => boolean): Statements {
  const known = new Map<string, { readonly text: string; readonly name: string }>()
  let isForgetful = false

  function sendable(text: string): { readonly text: string; readonly name?: string } {
    const prepared = known.get(text)
    if (prepared) return prepared
    if (isForgetful || !hasOwnSessions() || known.size >= mostPrepared) return { text: named(text) }
    const statement = { text: named(text), name: `calendly_sync_${digest([text])}` }
    known.set(text, statement)
    return statement
  }

  return {
    prepare(text, values) {
      return { ...sendable(text), values: [...(values ?? [])] }
    },
    forgetNames() {
      isForgetful = true
      known.clear()
    },
  }
}
