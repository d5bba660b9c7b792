/** A subscription as Calendly lists it. */
export interface Listed {
  readonly uri: string
  readonly callbackUrl: string
  readonly isActive: boolean
  readonly events: readonly string[]
  readonly retryStartedAt: string | null
  readonly updatedAt: string | null
}

/** An endpoint of ours, as far as the plan needs it. */
export interface KnownEndpoint {
  readonly id: string
  readonly callback_url: string
  readonly state: 'making' | 'active' | 'retiring' | 'removed'
  /** False: it belongs to another token of this installation. */
  readonly is_own: boolean
}

export interface SubscriptionPlan {
  /** The endpoint whose subscription delivers, or undefined: a new one is to be made first. */
  readonly keep: { readonly endpointId: string; readonly uri: string } | undefined
  /** An endpoint that was about to be made and has no subscription: it is the one to make. */
  readonly make: string | undefined
  /** Subscriptions of this installation that are not the one to keep; removed last. */
  readonly remove: readonly string[]
  readonly health: 'active' | 'failing' | 'disabled' | 'missing'
  /** Since when Calendly has been failing to deliver. */
  readonly failingSince: string | null
  /** Since when deliveries may be missing, by Calendly's word; undefined when none are, or nobody can tell. */
  readonly lostSince: string | undefined
}

/** What every subscription of ours asks for. */
export const subscribedEvents = [
  'invitee.created',
  'invitee.canceled',
  'invitee_no_show.created',
  'invitee_no_show.deleted',
] as const

/**
 * Decides what to do about the subscriptions of one token: exactly one is to be active, at a URL that is ours now, and
 * tell everything. Whatever else this installation has made there is superfluous; what others made is none of its
 * business, also where it points at a bare URL of ours.
 *
 * @param base - address that all our endpoint URLs begin with.
 */
export function planSubscription(
  endpoints: readonly KnownEndpoint[],
  listed: readonly Listed[],
  base: string,
): SubscriptionPlan {
  const ours = listed.filter((one) => isOurs(one, endpoints, base))
  const own = endpoints.filter((endpoint) => endpoint.is_own)
  const endpointOf = (one: Listed) => endpoints.find((endpoint) => endpoint.callback_url === one.callbackUrl)
  const sound = ours.filter((one) => {
    const endpoint = endpointOf(one)
    const isCurrent = endpoint !== undefined && (endpoint.state === 'active' || endpoint.state === 'making')
    const tellsAll = subscribedEvents.every((event) => one.events.includes(event))
    return isCurrent && one.isActive && tellsAll && one.callbackUrl.startsWith(base)
  })
  // One that is being made takes over from the active one: it was asked for because of something.
  const kept = sound.find((one) => endpointOf(one)?.state === 'making') ?? sound[0]
  const making = own.find((endpoint) => endpoint.state === 'making')
  const before = own.find((endpoint) => endpoint.state === 'active')
  const dead = ours.find((one) => one.callbackUrl === before?.callback_url && !one.isActive)
  const keptId = kept && endpointOf(kept)?.id
  return {
    keep: kept && keptId !== undefined ? { endpointId: keptId, uri: kept.uri } : undefined,
    make: making && making.id !== keptId && making.callback_url.startsWith(base) ? making.id : undefined,
    remove: ours.filter((one) => one !== kept).map((one) => one.uri),
    health: kept ? (kept.retryStartedAt === null ? 'active' : 'failing') : dead ? 'disabled' : 'missing',
    failingSince: kept?.retryStartedAt ?? null,
    lostSince: kept ? undefined : (dead?.retryStartedAt ?? dead?.updatedAt ?? undefined),
  }
}

/** Known by its URL, as this token's or another's; after a lost database by its beginning, which no other installation may share. */
function isOurs(one: Listed, endpoints: readonly KnownEndpoint[], base: string): boolean {
  const known = endpoints.find((endpoint) => endpoint.callback_url === one.callbackUrl)
  if (known) return known.is_own
  return one.callbackUrl.startsWith(base) && endpointId.test(one.callbackUrl.slice(base.length))
}

const endpointId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
