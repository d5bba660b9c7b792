import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import type { Clock } from '../clock.ts'
import { errorCode } from '../errors.ts'
import type { Log } from '../log.ts'
import { type MeetingNews, type NoNews, readWebhook } from '../resources/webhook.ts'
import type { Database } from '../store/database.ts'
import { isAway } from '../store/errors.ts'
import type { ClaimedDelivery } from '../store/inbox/claim.ts'
import { accountsConcerned, type ConcernedAccount } from '../store/inbox/concerned.ts'
import type { SettledDelivery } from '../store/inbox/settle.ts'
import { type Merged, merge } from '../store/merge/merge.ts'
import { askForEvents } from '../store/questions.ts'
import { partIntoRounds } from './delivery-rounds.ts'

export interface Applying {
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
}

/** A delivery whose body was read, with the accounts that it speaks to. */
interface Told {
  readonly delivery: ClaimedDelivery
  readonly news: MeetingNews
  readonly accounts: readonly ConcernedAccount[]
}

/** After so many attempts a delivery that cannot be applied is put aside; it can still be replayed. */
const mostAttempts = 6

/**
 * Applies deliveries through the same merge as every read, and says what became of each. What cannot be applied by
 * itself is tried again later and put aside in the end; it holds up nobody else.
 *
 * @throws when the database is away; whatever was applied may safely be applied again.
 */
export async function applyDeliveries(
  context: Applying,
  claimed: readonly ClaimedDelivery[],
): Promise<SettledDelivery[]> {
  const nowMs = context.clock.now()
  const readings = claimed.map((delivery) => ({ delivery, said: readBody(delivery, nowMs) }))
  const told = await findConcerned(context.database, readings)
  const settled = readings.flatMap(({ delivery, said }) => ('why' in said ? [unread(delivery, said)] : []))
  const trusted: Told[] = []
  for (const one of told) {
    if (one.accounts.length === 0) settled.push(settle(one, 'ignored', 'not_ours'))
    else if (one.delivery.caveat === null && one.news.event) trusted.push(one)
    else settled.push(await askInstead(context.database, one))
  }
  return [...settled, ...(await applyAll(context, trusted))]
}

function readBody(delivery: ClaimedDelivery, nowMs: number): MeetingNews | NoNews {
  const body = delivery.caveat === 'undecodable' ? undefined : decode(delivery)
  return body ? readWebhook(body, nowMs) : { kind: null, why: 'unusable' }
}

/** The receiver has checked that it can be decoded, and how large it becomes. */
function decode({ body, encoding }: ClaimedDelivery): Uint8Array {
  switch (encoding) {
    case 'gzip':
      return gunzipSync(body)
    case 'deflate':
      return inflateSync(body)
    case 'br':
      return brotliDecompressSync(body)
    default:
      return body
  }
}

async function findConcerned(
  database: Database,
  readings: readonly { readonly delivery: ClaimedDelivery; readonly said: MeetingNews | NoNews }[],
): Promise<Told[]> {
  const told = readings.flatMap(({ delivery, said }) => ('why' in said ? [] : [{ delivery, news: said }]))
  if (told.length === 0) return []
  const claims = told.map(({ delivery, news }, n) => ({
    n,
    credential: delivery.credential,
    calendly_user: delivery.calendly_user,
    event_uuid: news.eventUuid,
    hosts: news.event?.hosts.map((host) => host.user) ?? [],
    tells_no_event: news.event === undefined,
  }))
  const found = await database.transaction('installation', (tx) => accountsConcerned(tx, claims))
  return told.map((one, n) => ({ ...one, accounts: found.filter((account) => account.n === n) }))
}

/** Not taken at its word (or says too little): the event is read from Calendly instead. */
async function askInstead(database: Database, told: Told): Promise<SettledDelivery> {
  const { accounts, delivery, news } = told
  await database.transaction('installation', (tx) =>
    askForEvents(
      tx,
      accounts.map((account) => ({ account_id: account.id, uuid: news.eventUuid })),
    ),
  )
  return delivery.caveat === null
    ? settle(told, 'applied', 'reread')
    : settle(told, 'ignored', delivery.caveat)
}

/**
 * All at once; where that fails, one by one, so that the one that is to blame is found.
 *
 * @param done - what was merged before it failed, so that news which was taken then is no duplicate now.
 */
async function applyAll(
  context: Applying,
  told: readonly Told[],
  done: Fates = new Map(),
): Promise<SettledDelivery[]> {
  if (told.length === 0) return []
  try {
    return await applyTogether(context.database, told, done)
  } catch (error) {
    if (isAway(error)) throw error
    const [only, ...others] = told
    if (only && others.length === 0) return [fail(context.log, only, error)]
    const settled: SettledDelivery[] = []
    for (const one of told) settled.push(...(await applyAll(context, [one], done)))
    return settled
  }
}

/** The merges that each delivery took part in. */
type Fates = Map<Told, Merged[]>

async function applyTogether(
  database: Database,
  told: readonly Told[],
  fates: Fates,
): Promise<SettledDelivery[]> {
  for (const group of byAccount(told)) {
    for (const { items, isOfNoShow } of partIntoRounds(group.items)) {
      const merged = await mergeRound(database, group.account, items, isOfNoShow)
      for (const { told: one } of items) fates.set(one, [...(fates.get(one) ?? []), merged])
    }
  }
  return told.map((one) => judge(one, fates.get(one) ?? []))
}

interface Item {
  readonly told: Told
  readonly news: MeetingNews
  /** The seat is for this account, too; who has handed the meeting on is told of that alone. */
  readonly owns: boolean
}

function byAccount(
  told: readonly Told[],
): { readonly account: ConcernedAccount; readonly items: readonly Item[] }[] {
  const groups = new Map<string, { account: ConcernedAccount; items: Item[] }>()
  for (const one of told) {
    for (const account of one.accounts) {
      // Whose an event without hosts is depends on the URL that its delivery came to.
      const key = `${account.id} ${account.owns_hostless}`
      const group = groups.get(key) ?? { account, items: [] }
      groups.set(key, group)
      group.items.push({ told: one, news: one.news, owns: account.owns_it })
    }
  }
  return [...groups.values()]
}

function mergeRound(
  database: Database,
  account: ConcernedAccount,
  items: readonly Item[],
  ofNoShow: boolean,
): Promise<Merged> {
  return merge(database, {
    source: 'webhook',
    mark: 0n,
    ofNoShow,
    cause: 'webhook',
    accountId: account.id,
    users: new Map([[account.calendly_user, account.user_id]]),
    ...(account.owns_hostless && { hostlessOwner: account.user_id }),
    events: items.flatMap(({ news }) => news.event ?? []),
    invitees: items.flatMap(({ news, owns }) => (owns ? news.invitee : [])),
    completeFor: [],
  })
}

/** What a delivery told may have been taken, may have left a question, may be older than what is known, or known. */
function judge(told: Told, merges: readonly Merged[]): SettledDelivery {
  const uuids = [told.news.eventUuid, told.news.invitee.uuid]
  const is = (fate: 'took' | 'asked' | 'news') =>
    merges.some((one) => uuids.some((uuid) => one[fate].has(uuid)))
  const { is_verified } = told.delivery
  const remark = is_verified ? (told.news.isCleaned ? 'cleaned' : null) : 'unverified'
  if (is('took')) return settle(told, 'applied', remark)
  if (is('asked')) return settle(told, 'applied', remark ?? 'reread')
  return settle(told, is('news') ? 'superseded' : 'duplicate', remark)
}

function settle(
  { delivery, news, accounts }: Told,
  outcome: SettledDelivery['outcome'],
  reason: string | null,
): SettledDelivery {
  return {
    id: delivery.id,
    outcome,
    reason,
    kind: news.kind,
    event_uuid: news.eventUuid,
    user_ids: accounts.flatMap((account) => (account.owns_it ? account.user_id : [])),
    again_in: null,
  }
}

function unread(delivery: ClaimedDelivery, { kind, why }: NoNews): SettledDelivery {
  return {
    id: delivery.id,
    outcome: 'ignored',
    reason: why,
    kind,
    event_uuid: null,
    user_ids: [],
    again_in: null,
  }
}

function fail(log: Log, told: Told, error: unknown): SettledDelivery {
  const { id, attempts } = told.delivery
  const reason = errorCode(error) ?? 'internal'
  const isOver = attempts >= mostAttempts
  log.warn(
    isOver
      ? 'a webhook cannot be applied and was put aside; replay it once the cause is gone'
      : 'a webhook could not be applied; it is tried again',
    { deliveryId: id, attempts, error },
  )
  if (isOver) return settle(told, 'failed', reason)
  return { ...settle(told, 'waiting', reason), again_in: 2 ** attempts }
}
