import { isDeepStrictEqual } from 'node:util'
import type pg from 'pg'
import { newConnection } from './connect.ts'

/**
 * Whose the Postgres sessions behind our connections are: `own`, one for each connection, or `lent` by a pooler in
 * transaction mode, another one for each transaction. What belongs to a session (LISTEN, prepared statements, SET,
 * session locks) is only for those who have one.
 */
export type SessionKind = 'own' | 'lent'

export interface Sessions {
  /** What is known so far; until then nothing may be left in a session. */
  readonly known: SessionKind | undefined
  /** Finds out, once for a process. @throws what the database says while it is away; the next call tries again. */
  find(): Promise<SessionKind>
}

/** Both are asked so often. */
const turns = 4

/** @param onFound - told once. */
export function createSessions(
  connectionString: string,
  onFound: (kind: SessionKind) => void = () => {},
): Sessions {
  let known: SessionKind | undefined
  let finding: Promise<SessionKind> | undefined

  async function find(): Promise<SessionKind> {
    known = await observe(connectionString)
    onFound(known)
    return known
  }

  return {
    get known() {
      return known
    },
    find() {
      finding ??= find().catch((error: unknown) => {
        finding = undefined
        throw error
      })
      return finding
    },
  }
}

/**
 * Asks which server process answers. Of two connections that are open at the same time each has one of its own, always
 * the same; a pooler in transaction mode gives both whichever is free. One that lends the session freed last gives both
 * the same; one that goes round would give each its own if they took strict turns, so each is asked twice in a row.
 * Ports and names tell less: 6543 is a habit.
 */
async function observe(connectionString: string): Promise<SessionKind> {
  const one = newConnection(connectionString)
  const other = newConnection(connectionString)
  try {
    await Promise.all([one.connect(), other.connect()])
    const first = { one: await pidOf(one), other: await pidOf(other) }
    for (let turn = 0; turn < turns; turn++) {
      const again = [await pidOf(other), await pidOf(one), await pidOf(one), await pidOf(other)]
      const expected = [first.other, first.one, first.one, first.other]
      if (first.one === first.other || !isDeepStrictEqual(again, expected)) return 'lent'
    }
    return 'own'
  } finally {
    await Promise.all([one.end(), other.end()]).catch(() => {})
  }
}

async function pidOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  return rows[0]?.pid ?? 0
}
