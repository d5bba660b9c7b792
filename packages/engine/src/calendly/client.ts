import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { paths } from './api/generated/calendly.ts'
import type {
  EventTypeBody,
  InviteeBody,
  MembershipBody,
  OrganizationBody,
  ScheduledEventBody,
  UserBody,
  WebhookSubscriptionBody,
} from './bodies.ts'
import type { Budget } from './budget.ts'
import type { CallOptions, Page } from './call.ts'
import { type Row, readResource } from './envelope.ts'
import { CalendlyError } from './errors.ts'
import { pageSize, readPages } from './pages.ts'
import { queryString, wholeSecond } from './query.ts'
import { createRequester, type Target, type WaitListener } from './request.ts'
import { createTransport, type Transport, type TransportTimeouts } from './transport.ts'

export type { CallOptions, Page } from './call.ts'

export interface CalendlyClientOptions {
  /** Where the API lives: `https://api.calendly.com`. Nothing is ever sent to another origin. */
  origin: string
  /**
   * Asked before every attempt. What it throws reaches the caller as it is.
   *
   * @param refused - a token that Calendly has answered 401 to; if there is another one, the call is sent again with it.
   */
  accessToken: (refused?: string) => Promise<string>
  budget: Budget
  clock: Clock
  /** In [0, 1). */
  random: () => number
  log: Log
  /** Default `calendly-sync`. Calendly's front was seen blocking the names of plain libraries. */
  userAgent?: string
  timeouts?: TransportTimeouts
  /** Largest answer in bytes, compressed or not; default 16 MiB. */
  maxBodyBytes?: number
  /** Connections to share between clients; without it the client has its own, and `timeouts` and `maxBodyBytes` count. */
  transport?: Transport
}

export interface ScheduledEventsQuery {
  /** User URI. Alone: the token's own events in every organization. */
  user?: string
  /** Organization URI; needs an owner's or admin's token. */
  organization?: string
  /** ISO instant, lowered to the whole second (Calendly was seen refusing fractions). */
  minStartTime?: string
  /** ISO instant, raised to the next whole second. */
  maxStartTime?: string
  sort?: 'start_time:asc' | 'start_time:desc'
  inviteeEmail?: string
}

export interface MembershipsQuery {
  organization?: string
  user?: string
  email?: string
}

export interface EventTypesQuery {
  user?: string
  organization?: string
  /** For example `updated_at:desc`. */
  sort?: string
}

export interface WebhookSubscriptionsQuery {
  organization: string
  scope: 'user' | 'organization'
  /** With scope `user`. */
  user?: string
}

export interface NewWebhookSubscription extends WebhookSubscriptionsQuery {
  /** Calendly follows no redirect: the exact address. */
  url: string
  events: readonly string[]
  /** Calendly never tells it again. */
  signing_key: string
}

/**
 * Speaks with Calendly. Every call waits for the budget, is tried at most three times, and rejects with a `CalendlyError`
 * (or with the reason of the caller's signal). Lists ask for the next page only when the consumer does.
 */
export interface CalendlyClient {
  currentUser(options?: CallOptions): Promise<UserBody>
  organization(uuid: string, options?: CallOptions): Promise<OrganizationBody>
  memberships(query: MembershipsQuery, options?: CallOptions): AsyncGenerator<MembershipBody[], void, void>
  /** Both statuses, 100 a page. */
  scheduledEvents(
    query: ScheduledEventsQuery,
    options?: CallOptions,
  ): AsyncGenerator<Page<ScheduledEventBody>, void, void>
  scheduledEvent(uuid: string, options?: CallOptions): Promise<ScheduledEventBody>
  /** Both statuses, 100 a page. */
  invitees(eventUuid: string, options?: CallOptions): AsyncGenerator<Page<InviteeBody>, void, void>
  eventTypes(query: EventTypesQuery, options?: CallOptions): AsyncGenerator<Page<EventTypeBody>, void, void>
  /** Those of one scope: Calendly lists an organization's and a user's apart. */
  webhookSubscriptions(
    query: WebhookSubscriptionsQuery,
    options?: CallOptions,
  ): AsyncGenerator<WebhookSubscriptionBody[], void, void>
  /**
   * Subscribes. Whether a lost answer made one shows in the list; trying again with the same URL is refused.
   *
   * @throws CalendlyError `conflict` when the URL has a subscription already.
   */
  createWebhookSubscription(
    subscription: NewWebhookSubscription,
    options?: CallOptions,
  ): Promise<WebhookSubscriptionBody>
  /** @throws CalendlyError `not_found` when there is none: somebody else removed it. */
  deleteWebhookSubscription(uuid: string, options?: CallOptions): Promise<void>
  /** Attempts sent so far, retries included. */
  readonly requests: number
  /** Calls back whenever one of this client's calls has to wait for Calendly's limit, whichever call it is. */
  onWait(listener: WaitListener): void
  /** Waits for open calls and closes the client's own connections; leaves a shared transport alone. */
  close(): Promise<void>
}

/**
 * The only way to Calendly.
 *
 * @throws TypeError when `origin` is no http or https URL, or holds a user name, a password or a query.
 * @see Calendly developer docs, "API conventions".
 */
export function createCalendlyClient(options: CalendlyClientOptions): CalendlyClient {
  const { accessToken, budget, clock, random, log, userAgent = 'calendly-sync' } = options
  const { timeouts, maxBodyBytes } = options
  const base = apiBase(options.origin)
  const transport = options.transport ?? createTransport({ timeouts, maxBodyBytes })
  const requester = createRequester({ base, accessToken, transport, budget, clock, random, log, userAgent })

  async function one<T extends Row>(target: Target, call: CallOptions): Promise<T> {
    return (await requester.send(target, call, readResource<T>)).value
  }

  return {
    currentUser: async (call = {}) => one<UserBody>(me, call),
    organization: async (uuid, call = {}) => one<OrganizationBody>(item('/organizations/{uuid}', uuid), call),
    scheduledEvent: async (uuid, call = {}) =>
      one<ScheduledEventBody>(item('/scheduled_events/{uuid}', uuid), call),

    async *memberships(query, call = {}) {
      const target = list('/organization_memberships', { ...query, count: pageSize })
      for await (const page of readPages<MembershipBody>(requester, target, call, log)) yield page.rows
    },

    async *scheduledEvents(query, call = {}) {
      const target = list('/scheduled_events', {
        organization: query.organization,
        user: query.user,
        invitee_email: query.inviteeEmail,
        min_start_time: query.minStartTime && wholeSecond(query.minStartTime, 'down'),
        max_start_time: query.maxStartTime && wholeSecond(query.maxStartTime, 'up'),
        sort: query.sort,
        count: pageSize,
      })
      yield* readPages<ScheduledEventBody>(requester, target, call, log)
    },

    async *invitees(eventUuid, call = {}) {
      const target = item('/scheduled_events/{uuid}/invitees', eventUuid, queryString({ count: pageSize }))
      yield* readPages<InviteeBody>(requester, target, call, log)
    },

    async *eventTypes(query, call = {}) {
      const target = list('/event_types', { ...query, count: pageSize })
      yield* readPages<EventTypeBody>(requester, target, call, log)
    },

    async *webhookSubscriptions(query, call = {}) {
      const target = list('/webhook_subscriptions', { ...query, count: pageSize })
      for await (const page of readPages<WebhookSubscriptionBody>(requester, target, call, log))
        yield page.rows
    },

    createWebhookSubscription: async (subscription, call = {}) =>
      one<WebhookSubscriptionBody>(
        { ...list('/webhook_subscriptions', {}), method: 'POST', body: subscription },
        call,
      ),

    async deleteWebhookSubscription(uuid, call = {}) {
      const target = { ...item('/webhook_subscriptions/{uuid}', uuid), method: 'DELETE' } as const
      await requester.send(target, call, () => undefined)
    },

    get requests() {
      return requester.requests
    },

    onWait: requester.onWait,

    close: async () => {
      if (options.transport === undefined) await transport.close()
    },
  }
}

const me: Target = { template: '/users/me', path: '/users/me', query: '' }

type Listed = {
  [P in keyof paths]: paths[P]['get'] extends { parameters: { query?: unknown } } ? P : never
}[keyof paths]
type QueryOf<P extends Listed> = NonNullable<NonNullable<paths[P]['get']>['parameters']['query']>
// Absent and undefined are the same in a query.
type Loose<T> = { [Name in keyof T]?: T[Name] | undefined }

function list<P extends Listed>(path: P, query: Loose<QueryOf<P>>): Target {
  return { template: path, path, query: queryString(query) }
}

function item(template: keyof paths & `${string}{uuid}${string}`, uuid: string, query = ''): Target {
  // '.' and '..' survive encoding and would name another path.
  if (uuid === '' || uuid === '.' || uuid === '..') {
    throw new CalendlyError('bad_request', { route: `GET ${template}`, message: 'no usable id was given.' })
  }
  return { template, path: template.replace('{uuid}', encodeURIComponent(uuid)), query }
}

function apiBase(origin: string): string {
  // Checked first: the error that `new URL` throws carries its input, and that may hold a password.
  const url = URL.canParse(origin) ? new URL(origin) : undefined
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:'
  if (!url || !isWeb || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new TypeError(
      'CALENDLY_API_URL must be a plain http or https URL such as https://api.calendly.com.',
    )
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}
