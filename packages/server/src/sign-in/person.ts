/** An owner invites people and operates the installation; a member has the own meetings. */
export type Role = 'owner' | 'member'

/** Somebody who may sign in. */
export interface Person {
  /** Of `calendly_sync.users` as well. */
  readonly id: string
  readonly name: string
  readonly email: string
  /** The invitation was made for this address, so that it may be matched to a Calendly user. */
  readonly isEmailVouched: boolean
  readonly role: Role
  readonly createdAt: string
}

/** A row as the library reads it. */
export interface PersonRow {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly emailVerified: boolean
  readonly role: string
  readonly createdAt: Date
}

export function toPerson({ id, name, email, emailVerified, role, createdAt }: PersonRow): Person {
  return {
    id,
    name,
    email,
    isEmailVouched: emailVerified,
    role: role === 'owner' ? 'owner' : 'member',
    createdAt: createdAt.toISOString(),
  }
}
