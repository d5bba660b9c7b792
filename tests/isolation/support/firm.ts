import { randomBytes, randomUUID } from 'node:crypto'
import { createSimulator, type Simulator } from 'calendly-simulator'
import { SignJWT } from 'jose'
import pg from 'pg'
import { until } from '../../server/support/installation.ts'
import { type Answer, ask } from '../../support/ask.ts'
import { createTestDatabase } from '../../support/database.ts'
import { serveHere } from '../../support/serve-here.ts'
import { freePort } from '../../support/server.ts'
import { book, type Calendar, fillCalendars } from './calendars.ts'

/** The five whose meetings are kept, and somebody who operates the installation and has no Calendly account. */
export const memberNames = ['ada', 'ben', 'cleo', 'dan', 'eve'] as const
export type MemberName = (typeof memberNames)[number]

/** A user of ours. */
export interface Member {
  readonly name: MemberName | 'olga'
  readonly userId: string
  readonly email: string
  readonly isOperator: boolean
  /** URIs of the Calendly users whose meetings are his. */
  readonly calendlyUsers: readonly string[]
}

/**
 * Five users with seven accounts: ada is the organization's owner, whose token reads for all; ben and cleo have two
 * accounts each and meet somebody together; dan is paused; eve's access was revoked.
 */
export interface Firm {
  readonly url: string
  readonly simulator: Simulator
  readonly calendars: readonly Calendar[]
  readonly members: Readonly<Record<MemberName | 'olga', Member>>
  readonly connectionString: string
  /** Sees every row, whoever's it is. */
  readonly admin: pg.Pool
  /** All that the server has logged so far, at the lowest level, with the facts as JSON. */
  log(): string
  /** Asks as this member, or as nobody. */
  as(member: Member | undefined, path: string, init?: RequestInit): Promise<Answer>
  token(member: Member): Promise<string>
  /** Something new happens in every calendar, and is told by webhooks. @returns once all of it is in the mirror. */
  happen(): Promise<void>
  /** Stops its server: from here on the database changes only through whoever tests it. */
  rest(): Promise<void>
  close(): Promise<void>
}

export interface FirmOptions {
  /** Owner's address and superuser's address of another database than one of the run's cluster; left as it is. */
  readonly database?: { readonly connectionString: string; readonly adminUrl: string }
  readonly environment?: Readonly<Record<string, string>>
  /** Somebody between the server and the simulator, and the token that he takes. */
  readonly between?: (simulator: { readonly url: string; readonly token: string }) => Promise<{
    readonly url: string
    readonly token: string
  }>
}

/** Brings up Calendly, database and server, connects everybody, and waits until everything is imported. */
export async function startFirm(options: FirmOptions = {}): Promise<Firm> {
  const simulator = await createSimulator({ world: 'empty', rateLimitPerMinute: Number.POSITIVE_INFINITY })
  const members = hire(simulator)
  const calendars = fillCalendars(simulator, Object.values(members))
  const { url: simulatorUrl } = await simulator.listen()
  const direct = { url: simulatorUrl, token: simulator.tokens.adviser }
  const calendly = (await options.between?.(direct)) ?? direct
  const own = options.database ? undefined : await createTestDatabase({ migrated: false })
  const connectionString = options.database?.connectionString ?? own?.connectionString ?? ''
  const secret = randomBytes(48).toString('base64')
  const served = await serveHere({
    PORT: String(await freePort()),
    HOST: '127.0.0.1',
    DATABASE_URL: connectionString,
    CALENDLY_PERSONAL_ACCESS_TOKEN: calendly.token,
    CALENDLY_API_URL: calendly.url,
    JWT_SECRET: secret,
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    SYNC_STARTUP_DELAY_SECONDS: '86400',
    LOG_LEVEL: 'debug',
    ...options.environment,
  })
  const admin = new pg.Pool({ connectionString: options.database?.adminUrl ?? connectionString, max: 3 })
  admin.on('error', () => {})
  const tokens = new Map<string, Promise<string>>()
  const token = (member: Member) => {
    const known = tokens.get(member.userId) ?? sign(member, options.environment?.JWT_SECRET ?? secret)
    tokens.set(member.userId, known)
    return known
  }
  const firm: Firm = {
    url: served.url,
    simulator,
    calendars,
    members,
    connectionString,
    admin,
    log: served.log,
    token,
    async as(member, path, init = {}) {
      const headers = new Headers(init.headers)
      if (member) headers.set('authorization', `Bearer ${await token(member)}`)
      return ask(`${served.url}${path}`, { ...init, headers })
    },
    async happen() {
      for (const calendar of calendars) book(simulator, calendar)
      await simulator.webhooks.idle()
      await mirrored(firm)
    },
    async rest() {
      await served.stop()
    },
    async close() {
      await served.stop()
      await admin.end()
      await simulator.close()
      await own?.drop()
    },
  }
  try {
    await settleIn(firm)
  } catch (error) {
    await firm.close()
    throw new Error(`The firm did not settle in:\n${served.log().slice(-4000)}`, { cause: error })
  }
  return firm
}

/** Who works at the firm, as Calendly knows them; ben and cleo look after a second calendar each. */
function hire({ world, people }: Simulator): Firm['members'] {
  const add = (name: string) =>
    world.addUser({ name, email: `${name}@falkenberg-partner.example`, organization: people.organization })
  const owner = world.users().find((user) => user.uri === people.adviser)
  const member = (name: Member['name'], calendlyUsers: readonly string[], email?: string): Member => ({
    name,
    userId: randomUUID(),
    email: email ?? `${name}@falkenberg-partner.example`,
    isOperator: name === 'olga',
    calendlyUsers,
  })
  return {
    ada: member('ada', [people.adviser], owner?.email),
    ben: member('ben', [add('ben'), add('ben-reception')]),
    cleo: member('cleo', [add('cleo'), add('cleo-reception')]),
    dan: member('dan', [add('dan')]),
    eve: member('eve', [add('eve')]),
    olga: member('olga', [], 'olga@platform.example'),
  }
}

/**
 * Signing in connects each member by e-mail; the second calendars are connected with tokens of their own. Then
 * life goes on: webhooks arrive, dan pauses, and eve's access ends with everything she had still there.
 */
async function settleIn(firm: Firm): Promise<void> {
  const { ada, ben, cleo, dan, eve } = firm.members
  const everybody = [ada, ben, cleo, dan, eve]
  for (const member of everybody) await firm.as(member, '/api/calendly/status')
  await Promise.all(everybody.map((member) => connected(firm, member)))
  for (const member of [ben, cleo]) await connectSecond(firm, member)
  for (const member of everybody) await firm.as(member, '/api/calendly/sync', post({}))
  await mirrored(firm)
  await firm.happen()
  await pause(firm, dan)
  await revoke(firm, eve)
}

function connected(firm: Firm, member: Member): Promise<unknown> {
  return until(
    async () => JSON.parse((await firm.as(member, '/api/calendly/status')).text),
    (status) => typeof status.completeAsOf === 'string',
  )
}

async function connectSecond(firm: Firm, member: Member): Promise<void> {
  const calendlyUser = member.calendlyUsers[1]
  if (calendlyUser === undefined) throw new Error(`${member.name} has one account only`)
  const token = firm.simulator.tokens.of(calendlyUser)
  const { status } = await firm.as(member, '/api/calendly/accounts', post({ token }))
  if (status !== 201) throw new Error(`connecting a second account was answered ${status}`)
}

async function pause(firm: Firm, member: Member): Promise<void> {
  const { data } = JSON.parse((await firm.as(member, '/api/calendly/accounts')).text)
  const { status } = await firm.as(member, `/api/calendly/accounts/${data[0].id}`, {
    ...post({ state: 'paused' }),
    method: 'PATCH',
  })
  if (status !== 200) throw new Error(`pausing answered ${status}`)
}

/** All accounts are read with one token today, so Calendly refuses what is asked about this one user. */
async function revoke(firm: Firm, member: Member): Promise<void> {
  const { calendlyUsers } = member
  firm.simulator.faults.add({
    kind: 'status',
    status: 401,
    when: ({ query }) => calendlyUsers.includes(query.user ?? ''),
  })
  await firm.as(member, '/api/calendly/sync', post({}))
  await until(
    async () => JSON.parse((await firm.as(member, '/api/calendly/accounts')).text),
    ({ data }) => data[0].state === 'reconnect',
  )
}

/** Waits until every meeting of every calendar is in the mirror with its attendees, and the inbox is empty. */
async function mirrored(firm: Firm): Promise<void> {
  const { world } = firm.simulator
  const due = memberNames.map((name) => {
    const { userId, calendlyUsers } = firm.members[name]
    const uuids = calendlyUsers.flatMap((user) => world.truthFor(user).map(({ event }) => event.uri))
    return [userId, new Set(uuids).size] as const
  })
  await until(
    async () => {
      const { rows } = await firm.admin.query<{ user_id: string; count: number }>(
        'SELECT user_id, count(*)::int AS count FROM meetings WHERE attendees IS NOT NULL GROUP BY 1',
      )
      const waiting = await firm.admin.query(
        `SELECT FROM calendly_sync.webhook_deliveries WHERE due_at IS NOT NULL
         UNION ALL SELECT FROM calendly_sync.account_runs WHERE finished_at IS NULL`,
      )
      return { counts: new Map(rows.map((row) => [row.user_id, row.count])), waiting: waiting.rows.length }
    },
    ({ counts, waiting }) => waiting === 0 && due.every(([userId, count]) => counts.get(userId) === count),
  )
}

/** What the platform says of a person who has signed in. */
function sign({ userId, email, isOperator }: Member, secret: string): Promise<string> {
  const role = isOperator ? { app_metadata: { role: 'admin' } } : {}
  return new SignJWT({ email, email_verified: true, role: 'authenticated', ...role })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(userId)
    .setExpirationTime('2 hours')
    .sign(new TextEncoder().encode(secret))
}

export function post(body: unknown): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}
