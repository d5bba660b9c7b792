import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Account, findAccount } from '../../accounts.ts'
import { settleReread } from '../../due.ts'
import { type Adviser, at, event, openScene, type Scene, seat, seatUri } from '../testing/scene.ts'
import { live, type Word } from './history.ts'
import { type Fact, law, type Mirror } from './law.ts'

/*
 * The model of the law says what the SQL does: the same histories end in the same rows, after every step. What a million
 * seeds show of the one (`law.test.ts`) thereby holds for the other. `npm run prove` runs 5,000.
 */
const histories = process.env.PROVE ? 5000 : 100
const atOnce = 4

let scene: Scene
let ann: Adviser
let account: Account
let somebodyElse: Adviser

beforeAll(async () => {
  scene = await openScene()
  ann = await scene.adviser()
  somebodyElse = await scene.adviser()
  const found = await findAccount(scene.database, ann.accountId)
  if (!found) throw new Error('the scene made an account')
  account = found
})
afterAll(() => scene.close())

test(`the SQL ends each step of ${histories} histories in the rows that the model says`, async () => {
  const seeds = Array.from({ length: histories }, (_, n) => n + 1)
  const work = async () => {
    for (let seed = seeds.shift(); seed; seed = seeds.shift()) await replay(seed)
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}, 3_600_000)

type Step = { readonly asked: number } | { readonly word: Word; readonly mirror: Mirror }

async function replay(seed: number): Promise<void> {
  const steps: Step[] = []
  live(seed, law, {
    asked: (asked) => steps.push({ asked }),
    told: (word, mirror) => steps.push({ word, mirror }),
  })
  const id = randomUUID()
  const marks = new Map<number, bigint>()
  const questions = new Map<number, string | null>()
  for (const step of steps) {
    if ('asked' in step) {
      marks.set(step.asked, await scene.mark())
      continue
    }
    const { word, mirror } = step
    await tell(id, word, marks.get(word.question))
    const { answers } = word
    if (answers?.isLast) await endQuestion(id, questions.get(answers.question))
    const held = await stored(id)
    expect(held.rows, `seed ${seed}, step ${steps.indexOf(step)}`).toEqual(shown(mirror))
    expect(held.question !== null, `seed ${seed}, step ${steps.indexOf(step)}: asks`).toBe(
      mirror.question !== null,
    )
    if (mirror.question !== null) questions.set(mirror.question, held.question)
  }
}

async function tell(id: string, word: Word, mark: bigint | undefined): Promise<void> {
  const told = {
    events: word.event ? [eventBody(id, word.event)] : [],
    seats: word.seats.map((fact) => seatBody(id, fact)),
    besides: { ofNoShow: word.ofNoShow },
  }
  await (word.isRead ? scene.read(ann, { ...told, mark: mark ?? 0n }) : scene.webhook(ann, told))
}

function eventBody(id: string, fact: Fact): object {
  return event(id, fact.isHosted ? ann : somebodyElse, {
    status: fact.isCanceled ? 'canceled' : 'active',
    location: { type: 'physical', location: `Room ${fact.detail}` },
    invitees_counter: { total: fact.total, active: fact.active, limit: 4 },
    updated_at: at(fact.stamp),
  })
}

function seatBody(id: string, fact: Fact): object {
  return seat(`${id}-${fact.of}`, id, {
    status: fact.isCanceled ? 'canceled' : 'active',
    no_show: fact.isNoShow ? { uri: 'https://api.calendly.com/invitee_no_shows/N', created_at: at(0) } : null,
    rescheduled: fact.detail > 0,
    new_invitee: fact.detail > 0 ? seatUri(`${id}-next`, `${id}-next`) : null,
    updated_at: at(fact.stamp),
  })
}

/** A question that was put anew meanwhile stays. */
async function endQuestion(id: string, question: string | null | undefined): Promise<void> {
  if (!question) return
  const nobody = { accountRunId: id, holder: null }
  await settleReread(scene.database, account, nobody, { uuid: id, start_time: '', reread_at: question })
}

async function stored(id: string) {
  const rows = await scene.rows<{ of: number; question: string | null }>(
    `SELECT 0 AS of, status, (extract(epoch FROM updated_at - $3) * 1000000)::int AS stamp,
       jsonb_build_array(presence, location_text, invitees_active, invitees_total) AS look, reread_at AS question
     FROM calendly_sync.scheduled_events WHERE user_id = $1 AND uuid = $2
     UNION ALL
     SELECT substr(v.uuid, 38)::int, v.status, (extract(epoch FROM v.updated_at - $3) * 1000000)::int,
       jsonb_build_array(no_show IS NOT NULL, rescheduled), NULL
     FROM calendly_sync.meeting_invitees v WHERE user_id = $1 AND event_uuid = $2 ORDER BY 1`,
    [ann.userId, id, at(0)],
  )
  return { rows: rows.map(({ question: _, ...row }) => row), question: rows[0]?.question ?? null }
}

function shown(mirror: Mirror) {
  return mirror.rows.flatMap((row) => {
    if (!row) return []
    const { fact } = row
    const look =
      fact.of === 0
        ? [fact.isHosted ? 'present' : 'reassigned', `Room ${fact.detail}`, fact.active, fact.total]
        : [fact.isNoShow, fact.detail > 0]
    return [{ of: fact.of, status: row.isCanceled ? 'canceled' : 'active', stamp: row.stamp, look }]
  })
}
