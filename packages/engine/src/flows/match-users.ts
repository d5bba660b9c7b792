import type { CalendlyClient } from '../calendly/client.ts'
import { emailKey } from '../resources/email.ts'
import type { Database } from '../store/database.ts'
import { isAnybodyMatchable, matchableWith } from '../store/unmatched.ts'
import { type Identity, listColleagues } from './connect.ts'

/**
 * Connects the users without an account whose vouched-for address is a member's, all of them from one list of members: a
 * call for every hundred members, and none if nobody is looked for. Calendly could be asked for one address, but nobody
 * says which spellings it takes for the same.
 *
 * @param connect - connects one user with one member.
 * @returns how many were matched.
 * @throws CalendlyError
 */
export async function matchUsers(
  {
    client,
    database,
    identity,
    signal,
  }: {
    readonly client: CalendlyClient
    readonly database: Database
    readonly identity: Identity
    readonly signal?: AbortSignal | undefined
  },
  connect: (userId: string, member: Identity) => Promise<void>,
): Promise<number> {
  if (!(await isAnybodyMatchable(database))) return 0
  const call = { priority: 'background', ...(signal && { signal }) } as const
  let matched = 0
  for await (const members of listColleagues(client, identity, {}, call)) {
    const byKey = new Map(members.map((member) => [emailKey(member.email) ?? '', member]))
    for (const user of await matchableWith(database, [...byKey.keys()])) {
      const member = byKey.get(user.email_key ?? '')
      if (!member) continue
      await connect(user.id, member)
      matched += 1
    }
  }
  return matched
}
