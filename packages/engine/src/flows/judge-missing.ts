import { isRefusal } from '../calendly/errors.ts'
import { scheduledEvent } from '../resources/scheduled-event.ts'
import { readMark } from '../store/mark.ts'
import type { Cause } from '../store/merge/observation.ts'
import {
  brakeFacts,
  controlEvent,
  type MissingEvent,
  markGone,
  noteAnswers,
  noteMissing,
} from '../store/missing.ts'
import { callOptions, mergeRead, ownRead, type Pass } from './pass.ts'
import type { PassPlan } from './plan.ts'

/**
 * What a complete list did not show is a question, not an answer: each such meeting is read by itself. One that is
 * there is merged as it is; one that Calendly no longer knows is marked gone, if the same token can still read
 * another known event. Too many questions at once look like a blind token or a broken list, so the brake lets a few
 * through and leaves the rest for later (design, "The one idea").
 *
 * @param seen - uuids of all events that the list showed.
 * @param beforeAsking - throws when there is no point in asking: the list never had this account's meetings to show.
 * @returns false when questions stay open: then the range is not complete.
 */
export async function judgeMissing(
  pass: Pass,
  plan: PassPlan,
  seen: ReadonlySet<string>,
  beforeAsking: () => Promise<void> = async () => {},
): Promise<boolean> {
  const { database, account, fence } = pass
  const missing = await noteMissing(database, account, fence, plan, seen)
  if (missing.length === 0) return true
  await beforeAsking()
  const { live, askedToday } = await brakeFacts(database, account)
  const limit = mostQuestions(live) - askedToday
  const questions = chooseQuestions(missing, limit)
  const mark = await readMark(database)
  const answers = await askEach(pass, questions, plan.cause)
  const isBlind = answers.gone.length > 0 && !(await canRead(pass, missing, plan.cause))
  if (!isBlind && answers.gone.length > 0) {
    await markGone(
      database,
      account,
      fence,
      answers.gone.map((event) => event.id),
      mark,
      plan.cause,
    )
    pass.bell.ring('changes')
  }
  const isBraked = questions.length < missing.length || isBlind
  await noteAnswers(database, account, fence, {
    alive: answers.alive.map((event) => event.id),
    asked: questions.length,
    isBraked,
  })
  if (isBraked) pass.journal.errors.push(brakeError(missing.length, isBlind))
  return !isBraked
}

/** At most max(20, min(5 %, 200)) questions an account a pass and a day. */
export function mostQuestions(liveMeetings: number): number {
  return Math.max(20, Math.min(Math.floor(liveMeetings * 0.05), 200))
}

/** Released meetings first, and without a limit. */
export function chooseQuestions(missing: readonly MissingEvent[], limit: number): MissingEvent[] {
  const released = missing.filter((event) => event.is_released)
  const held = missing.filter((event) => !event.is_released)
  return [...released, ...held.slice(0, Math.max(0, limit))]
}

async function askEach(pass: Pass, questions: readonly MissingEvent[], cause: Cause) {
  const alive: MissingEvent[] = []
  const gone: MissingEvent[] = []
  for (const question of questions) {
    if (await readAlone(pass, question.uuid, cause)) alive.push(question)
    else gone.push(question)
  }
  return { alive, gone }
}

/** Reads one event and merges it. @returns false when Calendly answers that it is not there, or not for us. */
async function readAlone(pass: Pass, uuid: string, cause: Cause): Promise<boolean> {
  const { signal, priority } = callOptions(pass)
  const mark = await readMark(pass.database)
  try {
    const fact = scheduledEvent.fact(
      await pass.client.scheduledEvent(uuid, { signal, priority }),
      pass.clock.now(),
    )
    if (fact) await mergeRead(pass, { ...ownRead(pass, cause), mark, events: [fact] })
    return true
  } catch (error) {
    if (isRefusal(error)) return false
    throw error
  }
}

async function canRead(pass: Pass, missing: readonly MissingEvent[], cause: Cause): Promise<boolean> {
  const control = await controlEvent(
    pass.database,
    pass.account,
    missing.map((event) => event.uuid),
  )
  return control !== undefined && (await readAlone(pass, control, cause))
}

function brakeError(count: number, isBlind: boolean) {
  const why = isBlind
    ? 'and no other meeting could be read with the same token'
    : 'more than are taken on trust at once'
  return {
    code: 'missing_meetings',
    message: `Calendly's list no longer shows ${count} known meeting(s), ${why}. They are kept; if they are really gone, confirm it, or the next two days of lists will.`,
  }
}
