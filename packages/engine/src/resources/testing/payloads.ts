import { readdirSync, readFileSync } from 'node:fs'

/** Recorded and published bodies, by file name (fixtures/SOURCES.md names where each comes from). */
export function fixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'))
}

/** Every event body that a fixture holds, as `[where, body]`. */
export function recordedEvents(): readonly (readonly [string, object])[] {
  return everyBody().flatMap(([name, body]) => {
    const nested = member(body, 'scheduled_event')
    const found = nested ?? (isEventUri(member(body, 'uri')) ? body : undefined)
    return found instanceof Object ? [[name, found] as const] : []
  })
}

/** Every invitee body that a fixture holds, webhook payloads among them. */
export function recordedInvitees(): readonly (readonly [string, object])[] {
  return everyBody().filter(([, body]) => /\/invitees\//.test(String(member(body, 'uri'))))
}

/** Every webhook that a fixture holds, as `[name, body]`; what was recorded without its envelope gets one. */
export function recordedWebhooks(): readonly (readonly [string, object])[] {
  return names().flatMap((name) => {
    const body = fixture(name)
    if (member(body, 'payload') instanceof Object) return [[name, Object(body)] as const]
    const kind = kinds[name]
    return kind ? [[name, { event: kind, payload: body }] as const] : []
  })
}

/** The kinds of those that were recorded without their envelope. */
const kinds: Readonly<Record<string, string>> = {
  'webhook-payload-invitee-canceled-by-host': 'invitee.canceled',
  'webhook-payload-invitee-no-show-created': 'invitee_no_show.created',
  'webhook-payload-invitee-no-show-deleted': 'invitee_no_show.deleted',
  'webhook-payload-routing-form-submission': 'routing_form_submission.created',
}

/** Every location that a fixture names, and those of the recorded events. */
export function recordedLocations(): readonly (readonly [string, unknown])[] {
  const named = names()
    .filter((name) => /-locations?-/.test(name))
    .flatMap((name) =>
      Object.entries(Object(fixture(name))).map(([key, body]) => [`${name}: ${key}`, body] as const),
    )
  return [...named, ...recordedEvents().map(([name, body]) => [name, member(body, 'location')] as const)]
}

/** The member of a body, if it has one. */
export function member(body: unknown, name: string): unknown {
  return body instanceof Object ? Reflect.get(body, name) : undefined
}

const folder = new URL('../../../fixtures/', import.meta.url)

function names(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.replace(/\.json$/, ''))
}

function everyBody(): (readonly [string, object])[] {
  return names().flatMap((name) => {
    const whole = fixture(name)
    const bodies = member(whole, 'collection') ?? [
      member(whole, 'resource') ?? member(whole, 'payload') ?? whole,
    ]
    return Array.isArray(bodies) ? bodies.map((body, index) => [`${name} ${index}`, body] as const) : []
  })
}

function isEventUri(uri: unknown): boolean {
  return /\/scheduled_events\/[^/]+$/.test(String(uri))
}
