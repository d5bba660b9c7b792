import type { Firm, Member } from './firm.ts'
import { memberNames } from './firm.ts'

/** Kinds of things that the API names by an id of ours. */
export const idKinds = [
  'meeting',
  'client',
  'suggestion',
  'account',
  'run',
  'accountRun',
  'delivery',
  'user',
] as const
export type IdKind = (typeof idKinds)[number]

/** Ids of what belongs to one user alone, by kind. */
export type Belongings = Readonly<Record<IdKind, readonly string[]>>

/** Looks behind the server's back: what is whose. */
export async function belongingsOf({ admin }: Pick<Firm, 'admin'>, { userId }: Member): Promise<Belongings> {
  const ids = async (text: string) =>
    (await admin.query<{ id: string }>(`${text} ORDER BY 1`, [userId])).rows.map((row) => row.id)
  return {
    meeting: await ids('SELECT id FROM meetings WHERE user_id = $1'),
    client: await ids('SELECT id FROM clients WHERE user_id = $1'),
    suggestion: await ids('SELECT id FROM calendly_sync.client_suggestions WHERE user_id = $1'),
    account: await ids('SELECT id FROM calendly_sync.accounts WHERE user_id = $1'),
    run: await ids('SELECT id FROM calendly_sync.sync_runs WHERE user_id = $1'),
    accountRun: await ids('SELECT id FROM calendly_sync.account_runs WHERE user_id = $1'),
    delivery: await ids('SELECT id FROM calendly_sync.webhook_deliveries WHERE user_ids = ARRAY[$1::uuid]'),
    user: [userId],
  }
}

/** A text that says whose it is, and whether it is seen in an answer. */
export interface Mark {
  readonly of: readonly string[]
  readonly what: string
  readonly text: string
}

/** Everything that must not be told to whom it does not belong: the words of the calendars, and every id of ours. */
export async function marksOf(firm: Firm): Promise<Mark[]> {
  const words = firm.calendars.flatMap(({ of, word, phone }) => [
    { of, what: 'word', text: word },
    { of, what: 'phone', text: phone },
  ])
  const ids = await Promise.all(
    memberNames.map(async (name) => {
      const belongings = await belongingsOf(firm, firm.members[name])
      return idKinds.flatMap((kind) => belongings[kind].map((text) => ({ of: [name], what: kind, text })))
    }),
  )
  return [...words, ...ids.flat()]
}

/** What of others stands in a text that this member was given; empty when all is well. */
export function foreignIn(text: string, member: Pick<Member, 'name'>, marks: readonly Mark[]): string[] {
  const seen = text.toLowerCase()
  return marks
    .filter((mark) => !mark.of.includes(member.name) && seen.includes(mark.text))
    .map(({ of, what, text: mark }) => `${what} ${mark} of ${of.join(' and ')}`)
}
