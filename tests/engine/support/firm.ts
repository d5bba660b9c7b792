import { randomUUID } from 'node:crypto'
import type { Run, Sync } from 'calendly-sync-engine'
import { createRig, type Rig, type RigOptions } from './rig.ts'
import { differences } from './truth.ts'
import { until } from './until.ts'

/** A member of the simulated firm who is a user of ours. */
export interface Member {
  readonly userId: string
  /** URI of the Calendly user. */
  readonly host: string
  readonly email: string
}

export interface Firm extends Rig {
  readonly members: readonly Member[]
}

/** The firm of fifty on its owner's token; some of its members are users of ours and have been imported. */
export async function startFirm(
  from: number,
  to: number,
  options: Pick<RigOptions, 'sync'> & { readonly seed?: number; readonly quirks?: object } = {},
): Promise<Firm> {
  const { seed = 1, quirks = {}, sync = {} } = options
  const rig = await createRig({ simulator: { world: 'firm', seed, quirks } })
  const personalAccessToken = rig.simulator.tokens.admin
  await rig.start({ users: 'matched', calendly: { personalAccessToken }, ...sync })
  const people = rig.simulator.world.users().slice(from, to)
  const members = people.map(({ uri, email }) => ({ userId: randomUUID(), host: uri, email }))
  const firm: Firm = Object.assign(Object.create(rig), { members })
  for (const member of members) await join(firm, member)
  await untilImported(firm)
  return firm
}

/** Makes a member a user of ours, once the engine knows whose the token is. */
export async function join({ sync }: Rig, { userId, email }: Member): Promise<void> {
  await until(`the account of ${email}`, async () => {
    await sync.users.ensure({ id: userId, email, isEmailVouched: true })
    return (await sync.status(userId)).connected
  })
}

export async function untilImported(firm: Firm): Promise<void> {
  await until('the end of every import', async () => {
    const accounts = await firm.sync.accounts.list('everyone')
    const isOver = accounts.every((account) => account.completeAsOf !== null)
    return accounts.length >= firm.members.length && isOver && (await unfinished(firm)) === 0
  })
}

/** One tick over everybody, waited for to its end; as the operator sees it. */
export async function tickAll({ sync }: { readonly sync: Sync }): Promise<Run> {
  const operator = randomUUID()
  const asked = await sync.trigger('everyone', operator)
  return until('the end of the tick', async () => {
    const run = await sync.runs.get({ userId: operator, isOperator: true }, asked.id)
    return run?.finishedAt ? run : undefined
  })
}

/** What is wrong with anybody's mirror; nothing when each one is Calendly. */
export async function wrongAnywhere({ sync, members, simulator }: Firm): Promise<string[]> {
  const found: string[] = []
  for (const { userId, host, email } of members) {
    const wrong = await differences(sync, userId, simulator.world, host)
    found.push(...wrong.map((what) => `${email}: ${what}`))
  }
  return found
}

async function unfinished({ pool }: Rig): Promise<number> {
  const { rows } = await pool.query(
    'SELECT count(*)::int AS count FROM calendly_sync.account_runs WHERE finished_at IS NULL',
  )
  return rows[0]?.count
}
