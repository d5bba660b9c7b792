import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { KeyStatus, Rotation } from '../contract/keys.ts'
import type { Log } from '../log.ts'
import type { Secrets } from '../secrets.ts'
import type { Database } from '../store/database.ts'
import { beatKeyHolder, endKeyHolder, listKeyHolders } from '../store/key-holders.ts'
import { listSealed, removeSealed, resealSome, type SealedGroup } from '../store/sealed.ts'
import { sealedColumns } from '../store/sealed-columns.ts'
import { keyInUse, keyNotEverywhere, missingKey, nothingToForget, wrongKey } from './key-faults.ts'

/** The encryption keys and what they seal. */
export interface Keys {
  /**
   * Whether the keys fit the data: every key that sealed something is there, and opens it. Changes nothing.
   *
   * @throws SyncError `missing_key`, `wrong_key`
   */
  check(): Promise<void>
  /** Our keys, newest first, and after them those that are missing. Opens every secret. */
  list(): Promise<KeyStatus[]>
  /**
   * Seals every secret with the newest key, while everything else goes on. May be interrupted anywhere, done again, and
   * done by several at once.
   *
   * @param options.signal - ends it after the batch under way.
   * @param options.onProgress - told after each batch how many are done, of how many.
   * @throws SyncError `missing_key`, `wrong_key`; `key_not_everywhere` while a running process seals with another key.
   */
  rotate(options?: {
    readonly signal?: AbortSignal | undefined
    readonly onProgress?: ((done: number, total: number) => void) | undefined
  }): Promise<Rotation>
  /**
   * Removes what is sealed with a key and does not open, because the key is lost or the secret damaged: subscriptions
   * are then made anew, and accounts connected again.
   *
   * @returns how many.
   * @throws SyncError `key_in_use` when a running process has the key that we lack, `not_found` when everything opens.
   */
  forget(keyId: string): Promise<number>
  /** Tells the other processes which keys this one has, until the signal. */
  announce(signal: AbortSignal): Promise<void>
}

export interface KeysOptions {
  readonly database: Database
  /** Undefined: this process seals and opens nothing. */
  readonly secrets: Secrets | undefined
  /** Where the operator finds a key of this id. */
  readonly whereIs: (keyId: string) => string
  readonly clock: Clock
  readonly log: Log
}

/** A single damaged secret is no wrong key. */
const triedAtStart = 5
/** Some milliseconds of work, so that nobody waits long for a row. */
const batch = 200
/** What is sealed with an older key behind a pass's back (by a process that is just ending) is found by the next one. */
const mostPasses = 3
const announceEveryMs = 2500

export function createKeys({ database, secrets, whereIs, clock, log }: KeysOptions): Keys {
  const keyIds = secrets?.keyIds ?? []
  const opens = (sealed: string, of: string) => attempt(() => secrets?.open(sealed, of)) !== undefined

  async function check(): Promise<void> {
    if (!secrets) return
    for (const { id, state, secrets: count } of judge(
      keyIds,
      await listSealed(database, triedAtStart),
      opens,
    )) {
      if (state === 'missing') throw missingKey(id, count, whereIs(id))
      if (state === 'wrong') throw wrongKey(id, count, whereIs(id))
    }
  }

  const list = async () => judge(keyIds, await listSealed(database, all), opens)

  async function pass(newest: string, tell: (resealed: number) => void, signal?: AbortSignal) {
    const sum = { resealed: 0, failed: 0 }
    const reseal = (sealed: string, of: string) => {
      const text = attempt(() => secrets?.open(sealed, of))
      return text === undefined ? undefined : secrets?.seal(text, of)
    }
    for (const column of sealedColumns) {
      for (let after: string | undefined = ''; after !== undefined && !signal?.aborted; ) {
        const done = await resealSome(database, column, { after, newest, limit: batch }, reseal)
        sum.resealed += done.resealed
        sum.failed += done.failed
        after = done.last
        tell(sum.resealed)
      }
    }
    return sum
  }

  return {
    check,
    list,

    async rotate({ signal, onProgress } = {}) {
      await check()
      if (!secrets) return { resealed: 0, isComplete: true, keys: [] }
      const [newest] = secrets.keyIds
      const holders = await listKeyHolders(database)
      if (holders.some((ids) => ids[0] !== newest)) throw keyNotEverywhere(newest)
      const total = (await list()).reduce((sum, key) => sum + (key.id === newest ? 0 : key.secrets), 0)
      let resealed = 0
      for (let passes = 1; passes <= mostPasses && !signal?.aborted; passes++) {
        const before = resealed
        const done = await pass(newest, (count) => onProgress?.(before + count, total), signal)
        resealed += done.resealed
        if (done.resealed === 0) break
      }
      const keys = await list()
      return {
        resealed,
        isComplete: keys.every(({ id, secrets: count }) => id === newest || count === 0),
        keys,
      }
    },

    async forget(keyId) {
      const groups = (await listSealed(database, all)).filter((group) => group.keyId === keyId)
      const isLost = judge(keyIds, groups, opens).some(
        ({ id, state }) => id === keyId && (state === 'missing' || state === 'wrong'),
      )
      const holders = await listKeyHolders(database)
      if (isLost && holders.some((ids) => ids.includes(keyId))) throw keyInUse(keyId)
      let removed = 0
      for (const { column, some } of groups) {
        const lost = some.filter(([key, sealed]) => !opens(sealed, column.of(key))).map(([key]) => key)
        removed += await removeSealed(database, column, lost)
      }
      if (removed === 0) throw nothingToForget(keyId)
      return removed
    },

    async announce(signal) {
      if (!secrets) return
      const id = randomUUID()
      let isSilent = false
      while (!signal.aborted) {
        try {
          await beatKeyHolder(database, id, keyIds)
          isSilent = false
        } catch (error) {
          if (!isSilent)
            log.warn('telling which encryption keys are here failed; it is tried again', { error })
          isSilent = true
        }
        await clock.sleep(announceEveryMs, signal).catch(() => {})
      }
      await endKeyHolder(database, id).catch(() => {})
    },
  }
}

const all = 2_147_483_647

/** What each key is worth, by what it opens. */
function judge(
  keyIds: readonly string[],
  groups: readonly SealedGroup[],
  opens: (sealed: string, of: string) => boolean,
): KeyStatus[] {
  const inUse = new Set(groups.map((group) => group.keyId))
  const ids = [...keyIds, ...[...inUse].filter((id) => !keyIds.includes(id)).sort()]
  return ids.map((id) => {
    const own = groups.filter((group) => group.keyId === id)
    const tried = own.flatMap(({ column, some }) =>
      some.map(([key, sealed]) => opens(sealed, column.of(key))),
    )
    const damaged = tried.filter((isOpen) => !isOpen).length
    const isWrong = tried.length > 0 && damaged === tried.length
    return {
      id,
      state: !keyIds.includes(id) ? 'missing' : isWrong ? 'wrong' : id === keyIds[0] ? 'newest' : 'older',
      secrets: own.reduce((sum, group) => sum + group.count, 0),
      damaged: keyIds.includes(id) && !isWrong ? damaged : 0,
    }
  })
}

function attempt<Value>(work: () => Value): Value | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
