import { msPerDay, msPerMinute } from '../stamps.ts'
import type { EventResource, InviteeResource } from '../world/resources.ts'
import { germanTime } from '../worlds/calendar.ts'
import { personAt } from '../worlds/names.ts'
import type { Scene, Stage } from './scene.ts'

export const booking: Scene = {
  name: 'booking',
  title: 'A booking',
  what: 'Somebody books: one more row, at once where webhooks work.',
  play(stage) {
    const { world, random, adviser } = stage
    const types = world
      .eventTypes()
      .filter((type) => type.active && type.profile?.owner === adviser && type.kind === 'solo')
    const person = personAt()(random.int(0, 199))
    world.book({ eventType: random.pick(types).uri, start: someStart(stage), invitee: person })
    return `${person.name} has booked.`
  },
}

export const move: Scene = {
  name: 'move',
  title: 'A move',
  what: 'A client moves a meeting: it stays one row, with the earlier time struck out.',
  play: (stage) =>
    withAhead(stage, ({ invitee }) => {
      stage.world.reschedule(invitee.uri, someStart(stage), { reason: 'Passt leider doch nicht' })
      return `${invitee.name} has moved the meeting.`
    }),
}

export const group: Scene = {
  name: 'group',
  title: 'A group',
  what: 'Three people book one group meeting, and one of them cancels: the meeting lives on.',
  play(stage) {
    const { world, random, adviser } = stage
    const known = world
      .eventTypes()
      .find((type) => type.active && type.profile?.owner === adviser && type.kind === 'group')
    const eventType =
      known?.uri ?? world.addEventType({ name: 'Workshop Altersvorsorge', hosts: [adviser], seats: 10 })
    const start = someStart(stage)
    const first = random.int(0, 190)
    const seats = [0, 1, 2].map((n) => world.book({ eventType, start, invitee: personAt()(first + n) }))
    world.cancelInvitee(seats[1]?.invitee ?? '', { reason: 'Krank geworden' })
    return 'Three have booked the group meeting, one of them has cancelled.'
  },
}

export const guest: Scene = {
  name: 'guest',
  title: 'A guest',
  what: 'A guest is added: a person without a seat of his own.',
  play: (stage) =>
    withAhead(stage, ({ event, invitee }) => {
      stage.world.addGuest(event.uri, 'begleitung@gast.example')
      return `${invitee.name} brings somebody along.`
    }),
}

export const cancellation: Scene = {
  name: 'cancellation',
  title: 'A cancellation',
  what: 'A client cancels: the meeting is kept, struck out, with who and why.',
  play: (stage) =>
    withAhead(stage, ({ invitee }) => {
      stage.world.cancelInvitee(invitee.uri, { reason: 'Krank geworden' })
      return `${invitee.name} has cancelled.`
    }),
}

export const noShow: Scene = {
  name: 'no-show',
  title: 'A no-show',
  what: 'A client of the last days is marked as a no-show.',
  play: (stage) => {
    const nowMs = stage.world.now()
    return withSubject(stage, [nowMs - 7 * msPerDay, nowMs], ({ invitee }) => {
      stage.world.markNoShow(invitee.uri)
      return `${invitee.name} did not come.`
    })
  },
}

/** A working hour of the next three weeks. */
function someStart({ world, random }: Stage): number {
  return germanTime(world.now(), random.int(1, 20), random.int(8, 17), random.pick([0, 15, 30, 45]))
}

interface Subject {
  readonly event: EventResource
  readonly invitee: InviteeResource
}

function withAhead(stage: Stage, act: (subject: Subject) => string): string | undefined {
  const nowMs = stage.world.now()
  return withSubject(stage, [nowMs + 30 * msPerMinute, nowMs + 21 * msPerDay], act)
}

/** Does it with some living meeting that starts in the range. */
function withSubject(
  { world, random, adviser }: Stage,
  [fromMs, toMs]: readonly [number, number],
  act: (subject: Subject) => string,
): string | undefined {
  const candidates = world.truthFor(adviser).flatMap(({ event, invitees }) => {
    const startMs = Date.parse(event.start_time)
    const invitee = invitees.find((one) => one.status === 'active' && one.no_show === null)
    return startMs >= fromMs && startMs < toMs && event.status === 'active' && invitee
      ? [{ event, invitee }]
      : []
  })
  return candidates.length === 0 ? undefined : act(random.pick(candidates))
}
