import type { Fact } from './law.ts'

/** What the API reference leaves open (section 8), as switches. */
export interface Unknowns {
  /** Does a further booking, or a cancel that is not the last, move the event's `updated_at`? */
  readonly seatsMoveEvent: boolean
  readonly hostsMoveEvent: boolean
  /** Does the event die a moment after its last seat? */
  readonly diesLater: boolean
}

/** A fact with the revisions of its thing that looked like this, from the first to the latest. */
export interface State extends Fact {
  readonly first: number
  last: number
}

type Look = Omit<Fact, 'of' | 'digest'>

/** One event of Calendly with its seats: what `upstream.ts` is for the SQL, in numbers. */
export class OneEvent {
  /** States that each thing was in; the event is at 0. */
  private readonly past: State[][] = []
  private readonly current: State[] = []
  private revision = 0
  private now = 0
  private place = 0
  private isHosted = true
  private readonly unknowns: Unknowns

  constructor(unknowns: Unknowns) {
    this.unknowns = unknowns
    this.show(0, { ...blank, stamp: this.tick(1) })
  }

  get event(): State {
    return this.state(0)
  }

  get seats(): readonly State[] {
    return this.current.slice(1)
  }

  state(of: number): State {
    const state = this.current[of]
    if (!state) throw new Error(`nothing is numbered ${of}`)
    return state
  }

  /** @returns the number of the new seat. */
  book(pick: number): number {
    const seat = this.current.length
    this.show(seat, { ...blank, stamp: this.tick(pick) })
    this.count(seat === 1 || this.unknowns.seatsMoveEvent)
    return seat
  }

  cancelSeat(seat: number, detail = 0): void {
    this.show(seat, { ...this.state(seat), isCanceled: true, detail, stamp: this.tick(3) })
    const isLast = this.seats.every((one) => one.isCanceled)
    this.count((isLast && !this.unknowns.diesLater) || this.unknowns.seatsMoveEvent)
    if (isLast && !this.unknowns.diesLater) this.die()
  }

  /** The event follows its last seat. @returns whether it died now. */
  settle(): boolean {
    const dies = !this.event.isCanceled && this.seats.every((one) => one.isCanceled)
    if (dies) this.die()
    return dies
  }

  /** @returns the seats that died with it. */
  cancel(): number[] {
    const open = this.seats.filter((one) => !one.isCanceled).map((one) => one.of)
    for (const seat of open) this.show(seat, { ...this.state(seat), isCanceled: true, stamp: this.tick(1) })
    this.count(false)
    this.die()
    return open
  }

  edit(pick: number): void {
    this.place = (this.place + 1 + (pick % 3)) % 5
    this.count(true)
  }

  reassign(): void {
    this.isHosted = !this.isHosted
    this.count(this.unknowns.hostsMoveEvent)
  }

  /** Moves no stamp (API reference, section 8). */
  toggleNoShow(seat: number): void {
    this.show(seat, { ...this.state(seat), isNoShow: !this.state(seat).isNoShow })
  }

  private die(): void {
    this.show(0, { ...this.event, isCanceled: true, stamp: this.tick(2) })
  }

  private count(movesStamp: boolean): void {
    const { isHosted } = this
    const active = this.seats.filter((one) => !one.isCanceled).length
    const stamp = movesStamp ? this.tick(2) : this.event.stamp
    const look = { isHosted, active, total: this.seats.length, detail: this.place, stamp }
    this.show(0, { ...this.event, ...look })
  }

  private show(of: number, look: Look): void {
    this.revision += 1
    const past = this.past[of] ?? []
    this.past[of] = past
    const { revision } = this
    const state = past.find((one) => isAlike(one, look)) ?? toState(look, of, past.length, revision)
    if (state.digest === past.length) past.push(state)
    state.last = revision
    this.current[of] = state
  }

  /** Odd little steps: most lie within one millisecond. */
  private tick(pick: number): number {
    this.now += 1 + (pick % 900)
    return this.now
  }
}

const blank: Look = {
  stamp: 0,
  isCanceled: false,
  isHosted: true,
  active: 0,
  total: 0,
  isNoShow: false,
  detail: 0,
}

/** Member by member: a million histories spread too slowly. */
function toState(look: Look, of: number, digest: number, revision: number): State {
  const { stamp, isCanceled, isHosted, active, total, isNoShow, detail } = look
  return {
    of,
    digest,
    stamp,
    isCanceled,
    isHosted,
    active,
    total,
    isNoShow,
    detail,
    first: revision,
    last: revision,
  }
}

function isAlike(a: Look, b: Look): boolean {
  return (
    a.stamp === b.stamp &&
    a.isCanceled === b.isCanceled &&
    a.isHosted === b.isHosted &&
    a.active === b.active &&
    a.total === b.total &&
    a.isNoShow === b.isNoShow &&
    a.detail === b.detail
  )
}
