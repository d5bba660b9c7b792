import type { CalendlyClient, CallOptions } from '../calendly/client.ts'
import { isRefusal } from '../calendly/errors.ts'
import { emailKey } from '../resources/email.ts'
import { object, text } from '../resources/lenient.ts'
import { lastSegment } from '../resources/uri.ts'

/** Whose token it is, as Calendly says. */
export interface Identity {
  /** URI of the Calendly user. */
  readonly user: string
  readonly organization: string | null
  readonly email: string | null
  readonly name: string | null
  readonly timezone: string | null
  /** `owner`, `admin`, `user`; null when the token may not see its own membership. */
  readonly role: string | null
}

/** Asks Calendly whose token this is and what its user may do. @throws CalendlyError when the token is not accepted. */
export async function identify(client: CalendlyClient, signal?: AbortSignal): Promise<Identity> {
  const call = { priority: 'person', ...(signal && { signal }) } as const
  const me = await client.currentUser(call)
  const user = me.uri
  return {
    user,
    organization: text(me.current_organization),
    email: text(me.email),
    name: text(me.name),
    timezone: text(me.timezone),
    role: await roleOf(client, user, call),
  }
}

/** Who somebody is that wants to be connected, and what his organization pays for. */
export interface Prospect extends Identity {
  /** Such as `basic`, `essentials`, `enterprise`; null when the token may not see it. */
  readonly plan: string | null
}

/**
 * Finds out everything about a token that was just brought, and that it can do what it is brought for: read meetings.
 *
 * @throws CalendlyError `unauthenticated`, or `forbidden` with the scopes that are missing.
 */
export async function probe(client: CalendlyClient): Promise<Prospect> {
  const identity = await identify(client)
  const minStartTime = new Date(farAheadMs).toISOString()
  for await (const _ of client.scheduledEvents({ user: identity.user, minStartTime }, { priority: 'person' }))
    break
  return { ...identity, plan: await planOf(client, identity.organization) }
}

/** Nobody meets after this, so the list is empty and cheap; whether it may be asked for is what counts. */
const farAheadMs = Date.UTC(2100, 0)

async function planOf(client: CalendlyClient, organization: string | null): Promise<string | null> {
  const uuid = organization === null ? undefined : lastSegment(organization)
  if (uuid === undefined) return null
  try {
    return text((await client.organization(uuid, { priority: 'person' })).plan)
  } catch (error) {
    if (!isRefusal(error)) throw error
    return null
  }
}

/** A colleague with this e-mail in the identity's organization; only an owner or admin may look. */
export async function findColleague(
  client: CalendlyClient,
  identity: Identity,
  email: string,
): Promise<Identity | undefined> {
  const key = emailKey(email)
  if (key === undefined) return undefined
  if (emailKey(identity.email) === key) return identity
  for await (const members of listColleagues(client, identity, { email }, { priority: 'person' })) {
    const found = members.find((member) => emailKey(member.email) === key)
    if (found) return found
  }
  return undefined
}

/** Whether the token may see who else is in its organization. */
export function seesColleagues({ organization, role }: Identity): boolean {
  return organization !== null && (role === 'owner' || role === 'admin')
}

/**
 * Members of the identity's organization, a page a call, 100 a page; only the identity, without a call, where the token
 * may not look further.
 */
export async function* listColleagues(
  client: CalendlyClient,
  identity: Identity,
  filter: { readonly email?: string },
  call: CallOptions,
): AsyncGenerator<Identity[]> {
  const { organization } = identity
  if (organization === null || !seesColleagues(identity)) {
    yield [identity]
    return
  }
  for await (const rows of client.memberships({ organization, ...filter }, call)) {
    yield rows.flatMap((row) => {
      const user = object(row.user)
      const uri = text(user?.uri)
      if (!uri) return []
      const [email, name, timezone] = [text(user?.email), text(user?.name), text(user?.timezone)]
      return [{ user: uri, organization, email, name, timezone, role: text(row.role) }]
    })
  }
}

async function roleOf(client: CalendlyClient, user: string, call: object): Promise<string | null> {
  try {
    for await (const rows of client.memberships({ user }, call)) {
      const role = text(rows[0]?.role)
      if (role) return role
    }
  } catch (error) {
    if (!isRefusal(error)) throw error // without `organizations:read` a token still reads its own meetings
  }
  return null
}
