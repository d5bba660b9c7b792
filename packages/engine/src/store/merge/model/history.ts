import { emptyMirror, join, type Law, type Mirror, type Observation, type Row } from './law.ts'
import { OneEvent, type State } from './one-event.ts'
import { createRandom, type Random } from './random.ts'

/** Watches a history, so that another mirror can be told the same. */
export interface Watcher {
  /** A question is sent to Calendly: the clock is noted under this number. */
  asked(question: number): void
  /** Something is joined; `mirror` is what the model holds afterwards. */
  told(word: Word, mirror: Mirror): void
}

/** Something on its way to the mirror. */
export interface Word extends Observation {
  /** Of a read: the number under which the clock was noted. */
  readonly question: number
  /** It answers what the mirror asked for: next come the seats, or nothing and the mirror's question ends. */
  readonly answers: { readonly question: number; readonly isLast: boolean } | undefined
}

/**
 * Lives through one history of an event, drawn from a seed: bookings, cancels, moves, no-shows, edits and new hosts;
 * webhooks of them in any order, lost, repeated and late; polls that read now and write later; reads that the mirror
 * asked for. After every step nothing may have gone back or died too early; in the end the mirror must hold what
 * Calendly says.
 *
 * @returns what went wrong, or undefined.
 */
export function live(seed: number, law: Law, watcher?: Watcher): string | undefined {
  const history = new History(seed, law, watcher)
  history.run()
  return history.fault
}

/** What may happen, as often as it stands here. */
const steps = [
  ...(['join', 'cancelSeat', 'cancelSeat', 'move', 'cancelEvent', 'noShow', 'noShow', 'noShow'] as const),
  ...(['edit', 'reassign', 'settle', 'ask', 'askSeats', 'answerQuestion', 'lose', 'lateCreated'] as const),
  ...(['deliver', 'deliver', 'deliver', 'deliver', 'deliver', 'answer', 'answer', 'answer'] as const),
]
type Step = (typeof steps)[number]

class History {
  fault: string | undefined
  private readonly random: Random
  private readonly law: Law
  private readonly watcher: Watcher | undefined
  private readonly calendly: OneEvent
  private readonly places: number
  private readonly webhooks: Word[] = []
  private readonly answers: Word[] = []
  private readonly firstCreated: Word
  private mirror = emptyMirror
  private questions = 0
  /** Calendly told everything, and all of it arrived. */
  private isAllTold = true

  constructor(seed: number, law: Law, watcher: Watcher | undefined) {
    this.random = createRandom(seed)
    this.law = law
    this.watcher = watcher
    const odds = this.random.below(16)
    this.places = odds & 1 ? 4 : 1
    this.calendly = new OneEvent({
      seatsMoveEvent: (odds & 2) > 0,
      hostsMoveEvent: (odds & 4) > 0,
      diesLater: (odds & 8) > 0,
    })
    this.send(this.calendly.book(odds))
    this.firstCreated = this.webhook(1)
  }

  run(): void {
    const { random } = this
    for (let left = 6 + random.below(14); left > 0 && !this.fault; left--)
      this.step(steps[random.below(steps.length)] ?? 'deliver')
    this.settle()
    for (const queue of [this.webhooks, this.answers]) while (queue.length > 0) this.transport(queue)
    for (let copies = random.below(3); copies > 0; copies--) this.tell(this.firstCreated)
    this.readWhatIsAsked()
    if (this.isAllTold) this.compare('after the reads that were asked for')
    this.readAll()
    this.readWhatIsAsked()
    this.compare('after a full read')
  }

  private step(verb: Step): void {
    const { calendly, random } = this
    const pick = random.below(1000)
    const seat = 1 + (pick % calendly.seats.length)
    const isOpen = !calendly.state(seat).isCanceled
    switch (verb) {
      case 'join':
        this.join(pick)
        break
      case 'cancelSeat':
        if (isOpen) this.cancel(seat)
        break
      case 'move':
        if (isOpen) this.move(seat, pick)
        break
      case 'cancelEvent':
        if (pick < 400) this.cancelAll()
        break
      case 'noShow':
        calendly.toggleNoShow(seat)
        this.send(seat, true)
        break
      case 'edit':
      case 'reassign':
        this.changeSilently(verb, pick)
        break
      case 'settle':
        this.settle()
        break
      case 'ask':
        this.answers.push(this.readEvent())
        break
      case 'askSeats':
        this.answers.push(this.readSeats())
        break
      case 'answerQuestion':
        if (this.mirror.question !== null) this.answers.push(this.readEvent(this.mirror.question))
        break
      case 'lose':
        if (pick < 300) this.lose(pick)
        break
      case 'lateCreated':
        this.tell(this.firstCreated)
        break
      default:
        this.transport(verb === 'answer' ? this.answers : this.webhooks)
    }
  }

  /** Calendly tells nobody. */
  private changeSilently(verb: 'edit' | 'reassign', pick: number): void {
    if (verb === 'reassign') this.calendly.reassign()
    else if (!this.calendly.event.isCanceled) this.calendly.edit(pick)
    this.isAllTold = false
  }

  private lose(pick: number): void {
    if (this.webhooks.length === 0) return
    this.webhooks.splice(pick % this.webhooks.length, 1)
    this.isAllTold = false
  }

  /** A further seat of a group that is still on. */
  private join(pick: number): void {
    const { event, seats } = this.calendly
    if (!event.isCanceled && seats.length < this.places) this.send(this.calendly.book(pick))
  }

  private cancel(seat: number): void {
    this.calendly.cancelSeat(seat)
    this.send(seat)
  }

  /** The host cancels: a webhook for each seat that was open, and none where all had left already. */
  private cancelAll(): void {
    if (this.calendly.event.isCanceled) return
    const dead = this.calendly.cancel()
    if (dead.length === 0) this.isAllTold = false
    for (const seat of dead) this.send(seat)
  }

  /** To another seat of the same group, or away to an event that is not looked at here. */
  private move(seat: number, pick: number): void {
    this.join(pick)
    this.calendly.cancelSeat(seat, 1)
    this.send(seat)
  }

  /** No webhook tells of it. */
  private settle(): void {
    if (this.calendly.settle()) this.isAllTold = false
  }

  private send(seat: number, ofNoShow = false): void {
    this.webhooks.push(this.webhook(seat, ofNoShow))
  }

  /** Now and then a copy stays under way. */
  private transport(queue: Word[]): void {
    const { random } = this
    const index = random.below(Math.max(queue.length, 1))
    const word = queue[index]
    if (!word) return
    if (random.below(4) > 0) queue.splice(index, 1)
    this.tell(word)
  }

  private webhook(seat: number, ofNoShow = false): Word {
    const { calendly } = this
    const told = { event: calendly.event, seats: [calendly.state(seat)] }
    return { isRead: false, mark: 0, question: 0, answers: undefined, ofNoShow, ...told }
  }

  private readEvent(asked?: number): Word {
    const { event } = this.calendly
    return this.read(
      { event, seats: [] },
      asked === undefined ? undefined : { question: asked, isLast: false },
    )
  }

  private readSeats(answers?: Word['answers']): Word {
    return this.read({ event: undefined, seats: this.calendly.seats }, answers)
  }

  private read(told: Pick<Word, 'event' | 'seats'>, answers: Word['answers']): Word {
    this.questions += 1
    this.watcher?.asked(this.questions)
    const { clock: mark } = this.mirror
    return { isRead: true, mark, question: this.questions, answers, ofNoShow: false, ...told }
  }

  private tell(word: Word): void {
    const before = this.mirror
    const { answers } = word
    let after = join(before, word, this.law)
    if (answers?.isLast && after.question === answers.question) after = { ...after, question: null }
    this.mirror = after
    this.watcher?.told(word, after)
    for (let of = 0; of < after.rows.length; of++) this.check(of, before.rows[of], after.rows[of])
    if (answers && !answers.isLast) this.answers.push(this.readSeats({ ...answers, isLast: true }))
  }

  private check(of: number, before: Row | undefined, after: Row | undefined): void {
    if (before === after || !after) return
    if (after.isCanceled && !this.calendly.state(of).isCanceled) this.fail(`false death of ${of}`)
    if (!before) return
    if (before.isCanceled && !after.isCanceled) this.fail(`${of} revived`)
    if (after.version < before.version) this.fail(`the version of ${of} fell`)
    if (after.stamp < before.stamp) this.fail(`the stamp of ${of} fell`)
    // Whatever the model holds was told here, and is a state.
    const [was, is] = [before.fact as State, after.fact as State]
    if (is.last < was.first) this.fail(`retreat of ${of}`)
  }

  private readAll(): void {
    this.tell(this.readEvent())
    this.tell(this.readSeats())
  }

  private readWhatIsAsked(): void {
    for (let left = 10; this.mirror.question !== null; left--) {
      if (left === 0) {
        this.fail('it asks without end')
        return
      }
      this.tell(this.readEvent(this.mirror.question))
      while (this.answers.length > 0) this.tell(this.answers.shift() ?? this.firstCreated)
    }
  }

  private compare(when: string): void {
    const { calendly, mirror } = this
    const isOurs = calendly.event.isHosted
    if (!isOurs && !mirror.rows[0]) return
    for (const state of [calendly.event, ...calendly.seats]) {
      const row = mirror.rows[state.of]
      if (!row) this.fail(`${state.of} is missing ${when}`)
      else if (
        row.fact.digest !== state.digest ||
        row.stamp !== state.stamp ||
        row.isCanceled !== state.isCanceled
      )
        this.fail(`${state.of} differs ${when}`)
    }
  }

  private fail(fault: string): void {
    this.fault ??= fault
  }
}
