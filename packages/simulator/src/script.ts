import type { Random } from './random.ts'
import { msPerDay, msPerMinute } from './stamps.ts'
import type { EventResource, InviteeResource } from './world/resources.ts'
import type { World } from './world/world.ts'
import { germanTime } from './worlds/calendar.ts'
import { personAt } from './worlds/names.ts'

/** What happens in turn while one watches. */
const scenes = ['book', 'book', 'reschedule', 'book', 'addGuest', 'cancel', 'book', 'noShow'] as const

/**
 * Plays small things that happen to the adviser, one every `everyMs` real milliseconds: mostly somebody books,
 * now and then somebody moves, cancels or does not come.
 *
 * @returns a function that ends the play.
 */
export function playScript(world: World, random: Random, adviser: string, everyMs: number): () => void {
  let turn = 0
  const timer = setInterval(() => {
    playScene(world, random, adviser, scenes[turn % scenes.length] ?? 'book')
    turn += 1
  }, everyMs)
  // A demo that is over must not keep the process alive.
  timer.unref()
  return () => clearInterval(timer)
}

/** Plays one scene now. */
export function playScene(
  world: World,
  random: Random,
  adviser: string,
  scene: (typeof scenes)[number],
): void {
  const nowMs = world.now()
  const startMs = germanTime(nowMs, random.int(1, 20), random.int(8, 17), random.pick([0, 15, 30, 45]))
  if (scene === 'book') {
    const types = world
      .eventTypes()
      .filter((type) => type.active && type.profile?.owner === adviser && type.kind === 'solo')
    const eventType = random.pick(types).uri
    world.book({ eventType, start: startMs, invitee: personAt()(random.int(0, 199)) })
    return
  }
  const found = subject(world, random, adviser, scene)
  if (!found) return
  const { event, invitee } = found
  if (scene === 'reschedule') world.reschedule(invitee.uri, startMs, { reason: 'Passt leider doch nicht' })
  if (scene === 'addGuest') world.addGuest(event.uri, 'begleitung@gast.example')
  if (scene === 'cancel') world.cancelInvitee(invitee.uri, { reason: 'Krank geworden' })
  if (scene === 'noShow') world.markNoShow(invitee.uri)
}

/** A meeting ahead (or, for a no-show, lately past) that the scene can be played with. */
function subject(
  world: World,
  random: Random,
  adviser: string,
  scene: (typeof scenes)[number],
): { event: EventResource; invitee: InviteeResource } | undefined {
  const nowMs = world.now()
  const [fromMs, toMs] =
    scene === 'noShow' ? [nowMs - 7 * msPerDay, nowMs] : [nowMs + 30 * msPerMinute, nowMs + 21 * msPerDay]
  const candidates = world.truthFor(adviser).flatMap(({ event, invitees }) => {
    const startMs = Date.parse(event.start_time)
    const invitee = invitees.find((one) => one.status === 'active' && one.no_show === null)
    return startMs >= fromMs && startMs < toMs && event.status === 'active' && invitee
      ? [{ event, invitee }]
      : []
  })
  return candidates.length === 0 ? undefined : random.pick(candidates)
}
