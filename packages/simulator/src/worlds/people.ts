import type { World } from '../world/world.ts'

/** URIs of those whom the default tokens stand for. */
export interface People {
  organization: string
  adviser: string
  admin: string
  member: string
}

/** The smallest cast: an adviser who owns the organization, and a colleague. */
export function addSmallCast(world: World): People {
  const organization = world.addOrganization({ name: 'Falkenberg & Partner' })
  const adviser = world.addUser({
    name: 'Clara Falkenberg',
    email: 'clara@falkenberg-partner.example',
    role: 'owner',
    organization,
    locale: 'de',
  })
  const member = world.addUser({
    name: 'Jonas Weidner',
    email: 'jonas@falkenberg-partner.example',
    role: 'user',
    organization,
    locale: 'de',
    calendar: 'outlook',
  })
  return { organization, adviser, admin: adviser, member }
}
