import type pg from 'pg'

/** A text that must not be seen, and what it is. */
export interface Secret {
  readonly what: string
  readonly text: string
}

/** Where a text was found in something that should not hold it; empty when all is well. */
export function leaksIn(place: string, text: string, secrets: readonly Secret[]): string[] {
  const told = text.toLowerCase()
  return secrets.flatMap(({ what, text: secret }) =>
    spellings(secret).some((spelling) => told.includes(spelling.toLowerCase()))
      ? [`${what} in ${place}: ${around(told, spellings(secret))}`]
      : [],
  )
}

/** A secret may also come out in another alphabet. */
function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret)
  const inner = bytes.subarray(0, bytes.length - (bytes.length % 3)) // what base64 makes of it at a beginning
  return [
    secret,
    encodeURIComponent(secret),
    bytes.toString('hex'),
    inner.toString('base64'),
    inner.toString('base64url'),
  ]
}

function around(text: string, found: readonly string[]): string {
  const at = found.map((spelling) => text.indexOf(spelling.toLowerCase())).find((place) => place >= 0) ?? 0
  return text.slice(Math.max(0, at - 120), at + 80)
}

/** Every row of every table that is not Postgres' own, as text; of bytes, what they spell as well. */
export async function dump(db: pg.Pool): Promise<string> {
  const { rows: tables } = await db.query<{ name: string }>(
    `SELECT oid::regclass::text AS name FROM pg_class WHERE relkind IN ('r', 'p')
       AND relnamespace::regnamespace::text NOT IN ('pg_catalog', 'information_schema') AND relnamespace::regnamespace::text !~ '^pg_toast'`,
  )
  let text = ''
  for (const { name } of tables) {
    const { rows } = await db.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`)
    text += `\n-- ${name}\n${rows.map(({ row }) => row).join('\n')}`
  }
  const { rows: bodies } = await db.query<{ body: Buffer }>(
    'SELECT body FROM calendly_sync.webhook_deliveries',
  )
  return `${text}\n${bodies.map(({ body }) => body.toString('latin1')).join('\n')}`
}
