import { SyncError } from 'calendly-sync-engine'
import type { Library } from './library.ts'
import { type Person, type PersonRow, toPerson } from './person.ts'

export interface People {
  isEmpty(): Promise<boolean>
  list(): Promise<Person[]>
  find(email: string): Promise<Person | undefined>
  /**
   * Ends sessions, password and right to sign in, at once. Meetings and accounts of the user stay.
   *
   * @returns false when there is none.
   * @throws SyncError `last_owner`
   */
  remove(id: string): Promise<boolean>
}

const model = 'user'

export function createPeople(library: Library): People {
  const open = async () => (await library.$context).adapter
  return {
    async isEmpty() {
      return (await (await open()).count({ model })) === 0
    },

    async list() {
      const adapter = await open()
      const sortBy = { field: 'createdAt', direction: 'asc' as const }
      return (await adapter.findMany<PersonRow>({ model, sortBy, limit: 10_000 })).map(toPerson)
    },

    async find(email) {
      const adapter = await open()
      const where = [{ field: 'email', value: email.toLowerCase() }]
      const found = await adapter.findOne<PersonRow>({ model, where })
      return found ? toPerson(found) : undefined
    },

    async remove(id) {
      const adapter = await open()
      const found = await adapter.findOne<PersonRow>({ model, where: [{ field: 'id', value: id }] })
      if (!found) return false
      const owners = await adapter.count({ model, where: [{ field: 'role', value: 'owner' }] })
      if (found.role === 'owner' && owners < 2) throw lastOwner()
      // Passwords and sessions go with the row (ON DELETE CASCADE).
      return (await adapter.deleteMany({ model, where: [{ field: 'id', value: id }] })) > 0
    },
  }
}

function lastOwner(): SyncError {
  return new SyncError(
    'last_owner',
    'This is the last owner; nobody could invite people any more. Invite another owner first: calendly-sync people invite <email> --owner',
  )
}
