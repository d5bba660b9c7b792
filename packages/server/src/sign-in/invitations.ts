import { createHash, randomBytes } from 'node:crypto'
import { SyncError } from 'calendly-sync-engine'
import type { Library } from './library.ts'
import { requireGoodPassword } from './password.ts'
import { type Person, type PersonRow, type Role, toPerson } from './person.ts'

/** An invitation that waits to be accepted. */
export interface Invitation {
  readonly id: string
  readonly email: string
  readonly role: Role
  readonly createdAt: string
  readonly expiresAt: string
}

export interface NewInvitation {
  /** Empty: whoever opens it says which. */
  readonly email: string
  readonly role: Role
  /** `start`, `shell`, or the id of an owner. */
  readonly madeBy: string
  readonly lastsMs: number
}

/** A link that lets somebody choose a password, once and until its end. */
export interface Link {
  /** Of the invitation behind it. */
  readonly id: string
  readonly url: string
  readonly expiresAt: string
}

export interface Acceptance {
  /** Used where the invitation names no address. */
  readonly email?: string | undefined
  readonly name?: string | undefined
  readonly password: string
}

export interface Invitations {
  /** An earlier one for the same address ends with it. @throws SyncError `invitation_made` when two starts meet. */
  make(invitation: NewInvitation): Promise<Link>
  list(): Promise<Invitation[]>
  /** @returns false when there is none. */
  withdraw(id: string): Promise<boolean>
  /** For whom a link is; null: for whoever opens it first. @throws SyncError `invitation_gone` */
  look(secret: string): Promise<{ readonly email: string | null; readonly isKnown: boolean }>
  /**
   * Makes the person, or gives a known one a new password and ends all sessions. The link is used up with it, or not at
   * all. @throws SyncError `invitation_gone`, `weak_password`, `already_here`
   */
  accept(secret: string, acceptance: Acceptance): Promise<Person>
}

interface InvitationRow {
  readonly id: string
  readonly value: string
  readonly role: string
  readonly madeBy: string
  readonly createdAt: Date
  readonly expiresAt: Date
}

type Adapter = Awaited<Library['$context']>['adapter']
type Tx = Pick<Adapter, 'findOne' | 'count' | 'consumeOne' | 'create' | 'deleteMany' | 'updateMany'>

const model = 'verification'

export function createInvitations(library: Library, publicUrl: string): Invitations {
  const open = async () => (await library.$context).adapter
  return {
    async make({ email, role, madeBy, lastsMs }) {
      const secret = randomBytes(32).toString('base64url')
      const expiresAt = new Date(Date.now() + lastsMs)
      const earlier =
        madeBy === 'start' ? { field: 'madeBy', value: madeBy } : { field: 'value', value: email }
      const adapter = await open()
      const { id } = await adapter.transaction(async (tx) => {
        await tx.deleteMany({ model, where: [earlier] })
        const data = { ...stamps(), identifier: digestOf(secret), value: email, role, madeBy, expiresAt }
        return tx.create<typeof data, InvitationRow>({ model, data })
      })
      return { id, url: `${publicUrl}/#invitation=${secret}`, expiresAt: expiresAt.toISOString() }
    },

    async list() {
      const adapter = await open()
      const where = [{ field: 'expiresAt', operator: 'gt' as const, value: new Date() }]
      const found = await adapter.findMany<InvitationRow>({ model, where, limit: 1000 })
      return found.filter(({ value }) => value !== '').map(toInvitation)
    },

    async withdraw(id) {
      const adapter = await open()
      return (await adapter.deleteMany({ model, where: [{ field: 'id', value: id }] })) > 0
    },

    async look(secret) {
      const adapter = await open()
      const found = await adapter.findOne<InvitationRow>({ model, where: valid(secret) })
      if (!found || (await isLate(found, adapter))) throw gone()
      const isKnown = found.value !== '' && (await personOf(found.value, adapter)) !== null
      return { email: found.value || null, isKnown }
    },

    async accept(secret, { email, name, password }) {
      requireGoodPassword(password)
      const { adapter, password: passwords } = await library.$context
      const hash = await passwords.hash(password)
      return adapter.transaction(async (tx) => {
        const invitation = await tx.consumeOne<InvitationRow>({ model, where: valid(secret) })
        if (!invitation || (await isLate(invitation, tx))) throw gone()
        const address = invitation.value || email?.toLowerCase()
        if (address === undefined) throw noAddress()
        await tx.deleteMany({ model, where: [{ field: 'value', value: address }] })
        const known = await personOf(address, tx)
        if (known) return renewPassword(tx, known, hash)
        return makePerson(tx, {
          name: name || address.split('@')[0] || address,
          email: address,
          emailVerified: invitation.value !== '',
          role: invitation.role,
          hash,
        })
      })
    },
  }
}

async function makePerson(
  tx: Tx,
  { hash, ...person }: Omit<PersonRow, 'id' | 'createdAt'> & { readonly hash: string },
): Promise<Person> {
  const made = await tx.create<Omit<PersonRow, 'id'>, PersonRow>({
    model: 'user',
    data: { ...stamps(), ...person },
  })
  const credential = { providerId: 'credential', accountId: made.id, userId: made.id, password: hash }
  await tx.create({ model: 'account', data: { ...stamps(), ...credential } })
  return toPerson(made)
}

async function renewPassword(tx: Tx, person: PersonRow, hash: string): Promise<Person> {
  const where = [{ field: 'userId', value: person.id }]
  await tx.updateMany({ model: 'account', where, update: { password: hash, updatedAt: new Date() } })
  await tx.deleteMany({ model: 'session', where })
  return toPerson(person)
}

function personOf(email: string, tx: Tx): Promise<PersonRow | null> {
  return tx.findOne<PersonRow>({ model: 'user', where: [{ field: 'email', value: email }] })
}

/** The link of the first start makes the first person, and nobody after that. */
async function isLate({ madeBy }: InvitationRow, tx: Tx): Promise<boolean> {
  return madeBy === 'start' && (await tx.count({ model: 'user' })) > 0
}

function valid(secret: string) {
  return [
    { field: 'identifier', value: digestOf(secret) },
    { field: 'expiresAt', operator: 'gt' as const, value: new Date() },
  ]
}

function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

function stamps() {
  const now = new Date()
  return { createdAt: now, updatedAt: now }
}

function toInvitation({ id, value, role, createdAt, expiresAt }: InvitationRow): Invitation {
  return {
    id,
    email: value,
    role: role === 'owner' ? 'owner' : 'member',
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }
}

function gone(): SyncError {
  return new SyncError(
    'invitation_gone',
    'This link is not valid any more: it was used, withdrawn or replaced, or its time is over. Ask for a new one.',
  )
}

function noAddress(): SyncError {
  return new SyncError('address_missing', 'This link names no e-mail address: say which is yours.')
}
