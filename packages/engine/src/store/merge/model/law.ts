/**
 * The law of the merge without a database: the twin of `statements.ts`, `settle.ts` and the filter of `news.ts`, for one
 * event with its seats as one user of ours sees it. Small and quick, so that a million histories can be tried;
 * `law.pg.test.ts` shows that the SQL does the same.
 */
export interface Law {
  /** How a fact meets the row that is stored of the same thing, where the two differ. */
  judge(row: Row, fact: Fact, observation: Observation): 'wins' | 'asks' | 'loses'
  /** What is stored of a stamp. */
  stampOf(fact: Fact): number
  /** Canceled stays, whatever is told later. */
  readonly isCanceledFinal: boolean
  /** A canceled seat kills its event. */
  readonly seatKillsEvent: boolean
}

/** What is told of an event or a seat at one moment, reduced to what decides. */
export interface Fact {
  /** 0 is the event, all others are its seats. */
  readonly of: number
  /** Equal for facts in which nobody could see a difference. */
  readonly digest: number
  /** Calendly's `updated_at`, microseconds. */
  readonly stamp: number
  readonly isCanceled: boolean
  /** Of an event: the user is its host. */
  readonly isHosted: boolean
  /** Of an event: its counters. */
  readonly active: number
  readonly total: number
  /** Of a seat. */
  readonly isNoShow: boolean
  /** Whatever else can be seen: the place of an event, whether a seat was moved. */
  readonly detail: number
}

export interface Observation {
  readonly isRead: boolean
  /** Of a read: the mirror's clock before the question was sent. */
  readonly mark: number
  readonly ofNoShow: boolean
  readonly event: Fact | undefined
  readonly seats: readonly Fact[]
}

export interface Row {
  /** The fact that won last. */
  readonly fact: Fact
  readonly stamp: number
  readonly isCanceled: boolean
  readonly version: number
}

/** What the mirror holds: the event at 0 and its seats. */
export interface Mirror {
  readonly rows: readonly (Row | undefined)[]
  /** The latest version that was given out. */
  readonly clock: number
  /** The question that waits for a read; null when none does. Numbered, so that a newer one is told from it. */
  readonly question: number | null
}

export const emptyMirror: Mirror = { rows: [], clock: 0, question: null }

/** As the engine has it. */
export const law: Law = {
  judge(row, fact, observation) {
    const stamp = this.stampOf(fact)
    if (stamp > row.stamp) return 'wins'
    if (stamp < row.stamp) return 'loses'
    return observation.isRead && row.version <= observation.mark ? 'wins' : 'asks'
  },
  stampOf: (fact) => fact.stamp,
  isCanceledFinal: true,
  seatKillsEvent: false,
}

/** Joins an observation into the mirror. */
export function join(mirror: Mirror, observation: Observation, by: Law = law): Mirror {
  const rows = [...mirror.rows]
  let { clock } = mirror
  let asks = false
  let isEmptied = false
  const take = (fact: Fact): void => {
    const row = rows[fact.of]
    if (row?.fact.digest === fact.digest && !(observation.ofNoShow && fact.of > 0)) return
    const next = row ? meet(row, fact, observation, clock + 1, by) : insert(fact, clock + 1, by)
    if (!next) return
    clock += 1
    rows[fact.of] = next.row
    asks ||= next.asks
    if (fact.of === 0 && next.isChanged) isEmptied = lostItsLastSeat(next.row)
  }
  const { event } = observation
  // Somebody else's event makes no row; where there is one it learns that it was reassigned.
  if (event && (event.isHosted || rows[0])) take(event)
  if (rows[0]) for (const seat of observation.seats) take(seat)
  const question = asks || isEmptied ? clock : mirror.question
  if (by.seatKillsEvent && rows[0] && observation.seats.some((seat) => seat.isCanceled))
    rows[0] = { ...rows[0], isCanceled: true }
  return { rows, clock, question }
}

interface Meeting {
  readonly row: Row
  readonly asks: boolean
  readonly isChanged: boolean
}

function meet(row: Row, fact: Fact, observation: Observation, version: number, by: Law): Meeting | undefined {
  const verdict = by.judge(row, fact, observation)
  const wins = verdict === 'wins'
  const dies = fact.isCanceled && !row.isCanceled
  if (verdict === 'loses' && !dies) return undefined
  const isCanceled =
    by.isCanceledFinal && (row.isCanceled || fact.isCanceled) ? true : (wins ? fact : row).isCanceled
  const stamp = wins ? by.stampOf(fact) : row.stamp
  return {
    row: { fact: wins ? fact : row.fact, stamp, isCanceled, version },
    asks: verdict === 'asks',
    isChanged: wins || dies,
  }
}

function insert(fact: Fact, version: number, by: Law): Meeting {
  const row = { fact, stamp: by.stampOf(fact), isCanceled: fact.isCanceled, version }
  return { row, asks: false, isChanged: true }
}

/** Calendly cancels an event with its last seat, but not always in the same breath. */
function lostItsLastSeat({ fact, isCanceled }: Row): boolean {
  return !isCanceled && fact.active === 0 && fact.total > 0
}
