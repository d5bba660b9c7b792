import type pg from 'pg'

/** Whom a transaction covers: the rows of these users, or the whole installation for its own housekeeping. */
export type Scope = readonly string[] | 'installation'

/** Opens a transaction; what is sent right after it goes in the same packet. What fails is told to whoever waits for it. */
export type Begin = (client: pg.PoolClient, scope: Scope) => Promise<unknown>

/**
 * The words that open a transaction: begin, limits, scope, role. Where sessions may be lent by a pooler in transaction mode
 * everything is SET LOCAL; on a session of our own the limits, which are always the same, are set once. A process that was
 * frozen in a transaction loses it after 15 s.
 *
 * @param hasOwnSessions - whether what is set in a session stays with its connection (`store/sessions.ts`).
 */
export function createBegin(hasOwnSessions: () => boolean): Begin {
  const limited = new WeakSet<pg.PoolClient>()
  let isRoleFound = false

  async function limit(client: pg.PoolClient): Promise<void> {
    limited.add(client)
    try {
      await client.query(limits.map((one) => `SET ${one}`).join('; '))
    } catch (error) {
      limited.delete(client)
      throw error
    }
  }

  return (client, scope) => {
    inOnePacket(client)
    const isOwn = hasOwnSessions()
    const limiting = isOwn && !limited.has(client) ? limit(client) : undefined
    const role = isRoleFound ? `SET LOCAL ROLE ${appRole}` : findRole
    const begun = client.query(words(scope, isOwn ? [] : limits, role))
    const found = begun.then((answers) => {
      if (scope !== 'installation') isRoleFound ||= hasFound(answers)
    })
    const open = Promise.all([limiting, found])
    open.catch(() => {})
    return open
  }
}

const limits = [
  "TimeZone = 'UTC'",
  "statement_timeout = '60s'",
  "lock_timeout = '20s'",
  "idle_in_transaction_session_timeout = '15s'",
]

function words(scope: Scope, settings: readonly string[], role: string): string {
  const ids = scope === 'installation' ? '*' : scope.map(checkUuid).join(',')
  const set = settings.map((one) => `SET LOCAL ${one}; `).join('')
  return `BEGIN; ${set}SET LOCAL calendly_sync.user_ids = '${ids}'; ${scope === 'installation' ? '' : role}`
}

const appRole = 'calendly_sync_app'

/**
 * Where the database let us make the role (0003_isolation.sql); elsewhere forced policies bind the owner. Roles belong to
 * the whole cluster: one that another installation made, and that we may not take, counts as none. A look costs more than
 * many a statement, so that a role that was found once is taken without another; if it is taken away later, transactions
 * fail rather than go on without it.
 */
const findRole = `SELECT set_config('role', rolname, true) FROM pg_roles
  WHERE rolname = '${appRole}' AND pg_has_role(oid, 'MEMBER')`

/** node-postgres answers several statements with an array, whatever its types say. */
function hasFound(answers: pg.QueryResult | readonly pg.QueryResult[]): boolean {
  return [answers].flat().at(-1)?.rowCount === 1
}

/** Until the turn of the event loop has ended: each packet of its own wakes the other side once more. */
function inOnePacket({ connection: { stream } }: pg.PoolClient): void {
  stream.cork()
  process.nextTick(() => stream.uncork())
}

function checkUuid(id: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) throw new TypeError(`not a user id: ${id}`)
  return id
}
