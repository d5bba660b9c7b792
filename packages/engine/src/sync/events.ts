import { setTimeout as sleep } from 'node:timers/promises'
import type { LiveEvent } from '../contract.ts'
import { SyncError } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Bell } from '../store/bell.ts'
import type { Database } from '../store/database.ts'
import {
  accountVersions,
  alertVersions,
  changesAfter,
  deliveryVersions,
  type ReaderPlace,
  runVersions,
} from '../store/read/news.ts'
import { byUser, differing, mostTold, type Seen, tellChanges } from './news.ts'
import type { Sync } from './surface.ts'

/** What a ring makes us look at. */
const looked = ['changes', 'runs', 'accounts', 'deliveries', 'alerts'] as const
type Looked = (typeof looked)[number]

export interface EventHub {
  readonly subscribe: Sync['events']['subscribe']
  close(): void
}

interface Reader {
  /** Number of the last change that it was told. */
  place: string
  readonly listener: (event: LiveEvent) => void
}

/** A user whom at least one reader listens for. */
interface Watched {
  readonly readers: Set<Reader>
  runs: Seen
  accounts: Seen
  deliveries: Seen
  alerts: Seen
  /** Hears of the installation's incidents as well. */
  readonly isOperator: boolean
}

const nothing: Seen = new Map()
const none: readonly string[] = []
/** Between two looks, so that an import which writes all the time is not asked for all the time. */
const restMs = 50
const retryMs = 1000

/**
 * Tells any number of readers what changes for their users. A ring of the bell makes one look, in one transaction that
 * covers exactly the users who are listened for; with no reader there is none.
 *
 * Each reader has a place of its own in the history, so that nothing is told twice or left out, whoever came when.
 * Runs and accounts keep no history: a look is compared with the one before.
 */
export function createEventHub({
  database,
  bell,
  log,
}: {
  readonly database: Database
  readonly bell: Pick<Bell, 'on'>
  readonly log: Log
}): EventHub {
  const watched = new Map<string, Watched>()
  const rung = new Set<Looked>()
  const closing = new AbortController()
  let isLooking = false
  let silence: (() => void)[] | undefined

  function ask(what: readonly Looked[]): void {
    for (const channel of what) rung.add(channel)
    if (!isLooking) void lookWhileRung()
  }

  async function lookWhileRung(): Promise<void> {
    isLooking = true
    for (let failures = 0; rung.size > 0 && watched.size > 0 && !closing.signal.aborted; ) {
      const what = [...rung]
      rung.clear()
      try {
        tell(what, await read(database, what, placesOf(watched), operatorsAmong(watched)))
        failures = 0
      } catch (error) {
        for (const channel of what) rung.add(channel)
        failures += 1
        if (failures % 60 === 1) log.warn('looking for news failed; it is tried again', { error, failures })
      }
      await sleep(failures > 0 ? retryMs : restMs, undefined, { ref: false, signal: closing.signal }).catch(
        () => {},
      )
    }
    rung.clear()
    isLooking = false
  }

  function tell(what: readonly Looked[], news: News): void {
    for (const found of news.changes) {
      const { events, place } = tellChanges(found)
      for (const reader of watched.get(found.userId)?.readers ?? []) {
        if (reader.place !== found.after) continue // came during the look: the next one is for it
        reader.place = place
        for (const event of events) call(reader, event)
      }
    }
    for (const [userId, user] of watched) {
      const ids = { runs: none, accounts: none, deliveries: none, alerts: none }
      for (const channel of ['runs', 'accounts', 'deliveries', 'alerts'] as const) {
        // Who came during the look was not looked at.
        if (!what.includes(channel) || !news.users.has(userId)) continue
        const now = news[channel].get(userId) ?? nothing
        ids[channel] = differing(user[channel], now)
        user[channel] = now
      }
      for (const reader of user.readers) {
        for (const runId of ids.runs) call(reader, { id: null, event: 'run.changed', data: { runId } })
        for (const accountId of ids.accounts) {
          call(reader, { id: null, event: 'account.changed', data: { accountId } })
        }
        for (const deliveryId of ids.deliveries) {
          call(reader, { id: null, event: 'delivery.changed', data: { deliveryId } })
        }
        for (const alertId of ids.alerts)
          call(reader, { id: null, event: 'alert.changed', data: { alertId } })
      }
    }
  }

  function call(reader: Reader, event: LiveEvent): void {
    try {
      reader.listener(event)
    } catch (error) {
      log.error('a listener for events failed', { error })
    }
  }

  return {
    async subscribe(userId, { after, isOperator = false }, listener) {
      silence ??= looked.map((channel) => bell.on(channel, () => ask([channel])))
      // How things stand before anything is told; what happens from here on is found by the look below.
      const operators = isOperator ? [userId] : []
      const before = await read(database, looked, [{ userId, after: null }], operators)
      if (closing.signal.aborted)
        throw new SyncError('stopping', 'The engine is stopping; ask again in a moment.')
      const newest = before.changes[0]?.newest ?? '0'
      const reader: Reader = { place: readPlace(after) ?? newest, listener }
      const user: Watched = watched.get(userId) ?? {
        readers: new Set(),
        runs: before.runs.get(userId) ?? nothing,
        accounts: before.accounts.get(userId) ?? nothing,
        deliveries: before.deliveries.get(userId) ?? nothing,
        alerts: before.alerts.get(userId) ?? nothing,
        isOperator,
      }
      user.readers.add(reader)
      watched.set(userId, user)
      ask(looked)
      return {
        from: reader.place,
        close() {
          user.readers.delete(reader)
          if (user.readers.size === 0 && watched.get(userId) === user) watched.delete(userId)
        },
      }
    },
    close() {
      closing.abort(new Error('the engine is stopping'))
      for (const stop of silence ?? []) stop()
      watched.clear()
    },
  }
}

type News = Awaited<ReturnType<typeof read>>

async function read(
  database: Database,
  what: readonly Looked[],
  places: readonly ReaderPlace[],
  operators: readonly string[],
) {
  const users = [...new Set(places.map((place) => place.userId))]
  // The inbox has no rows of tenants: what of it concerns these users is asked for the installation.
  const deliveries = what.includes('deliveries')
    ? await database.transaction('installation', (tx) => deliveryVersions(tx, users))
    : []
  const alerts = what.includes('alerts')
    ? await database.transaction('installation', (tx) => alertVersions(tx, users, operators))
    : []
  return database.transaction(users, async (tx) => ({
    users: new Set(users),
    deliveries: byUser(deliveries),
    alerts: byUser(alerts),
    changes: what.includes('changes') ? await changesAfter(tx, places, mostTold + 1) : [],
    runs: byUser(what.includes('runs') ? await runVersions(tx, users) : []),
    accounts: byUser(what.includes('accounts') ? await accountVersions(tx, users) : []),
  }))
}

function operatorsAmong(watched: ReadonlyMap<string, Watched>): string[] {
  return [...watched].flatMap(([userId, { isOperator }]) => (isOperator ? [userId] : []))
}

/** Readers of one user mostly stand at the same place, which is asked for once. */
function placesOf(watched: ReadonlyMap<string, Watched>): ReaderPlace[] {
  return [...watched].flatMap(([userId, { readers }]) =>
    [...new Set([...readers].map((reader) => reader.place))].map((after) => ({ userId, after })),
  )
}

/** Digits only, without leading zeros, so that equal places are equal texts. */
function readPlace(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{1,18}$/.test(text) ? BigInt(text).toString() : undefined
}
