import type { Client } from '../api/types.ts'

/** What a user says of a client; null gives back what Calendly says, and takes notes away. */
export interface ClientChange {
  readonly name?: string | null
  readonly phone?: string | null
  readonly notes?: string | null
}

const FIELDS = ['name', 'phone', 'notes'] as const

/** What the form says other than the client does; undefined where it says the same. An emptied field is given back. */
export function changeOf(
  client: Pick<Client, 'name' | 'phone' | 'notes'>,
  form: Readonly<Record<(typeof FIELDS)[number], string>>,
): ClientChange | undefined {
  const said = FIELDS.flatMap((field) => {
    const value = form[field].trim() || null
    return value === (client[field] || null) ? [] : [[field, value] as const]
  })
  return said.length === 0 ? undefined : Object.fromEntries(said)
}
