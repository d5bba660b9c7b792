import { SyncError } from '../errors.ts'

/** A key that sealed something is not among ours. @param where - the operator finds it. */
export function missingKey(id: string, secrets: number, where: string): SyncError<'missing_key'> {
  return new SyncError(
    'missing_key',
    `Encryption key "${id}" is missing: ${counted(secrets)} sealed with it. Put it back, behind the newest one (${where}). ${ifLost(id)}`,
    { facts: { keyId: id, secrets } },
  )
}

/** A key of ours has the name of one that sealed something, and opens none of it. */
export function wrongKey(id: string, secrets: number, where: string): SyncError<'wrong_key'> {
  return new SyncError(
    'wrong_key',
    `Encryption key "${id}" is another one than before, under the same name: it does not open what is there, ${counted(secrets)} sealed with the old one. Put the old one back (${where}). ${ifLost(id)}`,
    { facts: { keyId: id, secrets } },
  )
}

/** A running process seals with another key, and perhaps lacks this one: then it could not open what is sealed with it. */
export function keyNotEverywhere(id: string): SyncError<'key_not_everywhere'> {
  return new SyncError(
    'key_not_everywhere',
    `A running process does not seal with encryption key "${id}" yet. Start every process with the same ENCRYPTION_KEYS, "${id}" first; nothing was changed.`,
  )
}

export function keyInUse(id: string): SyncError<'key_in_use'> {
  return new SyncError(
    'key_in_use',
    `A running process has encryption key "${id}", so it is not lost; nothing was changed. Take it from there, or stop that process first.`,
  )
}

export function nothingToForget(id: string): SyncError<'not_found'> {
  return new SyncError(
    'not_found',
    `No secret is lost with encryption key "${id}": there is none, or the key opens it.`,
  )
}

const counted = (secrets: number) => (secrets === 1 ? '1 stored secret is' : `${secrets} stored secrets are`)

const ifLost = (id: string) =>
  `If it is lost for good: calendly-sync keys forget ${id}. Nothing was started and nothing changed.`
