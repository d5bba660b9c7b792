import { createHash } from 'node:crypto'

/**
 * A short fingerprint of normalised columns. Equal digests mean that nothing a user could see differs, so the
 * row needs no lock and no write. Not a security measure: 128 bits against accidents.
 */
export function digest(columns: object): string {
  return createHash('sha256').update(JSON.stringify(columns, inOrder)).digest('base64url').slice(0, 22)
}

/** jsonb knows no order of members, so neither may the fingerprint. */
function inOrder(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
