import type { PassPlan } from './plan.ts'

export interface SweepPlan<Member> {
  /** Lists of the organization, in order. */
  readonly shared: readonly PassPlan[]
  /** What single members list by themselves afterwards. */
  readonly own: ReadonlyMap<Member, readonly PassPlan[]>
}

/**
 * Which lists of the members of an organization become one. The tick always does. The past does when it is due for more
 * than half of all that the organization has, which puts them in step, so that from then on it is due for all at once.
 * For fewer it would be the dearer way: an organization's past is as long as that of all its members together.
 *
 * @param plans - what each member would list alone: a tick first, then perhaps a part of the past (`planPasses`).
 * @param membersInAll - of the organization, users of ours or not.
 */
export function planSweep<Member>(
  plans: ReadonlyMap<Member, readonly PassPlan[]>,
  membersInAll: number,
): SweepPlan<Member> {
  const all = [...plans.values()].flat()
  const shared = [
    ...widest(all.filter((plan) => plan.cause === 'tick')),
    ...widest(pastOfMost(Math.max(plans.size, membersInAll), all)),
  ]
  const own = [...plans].flatMap(([member, wanted]) => {
    const left = wanted.filter((plan) => !shared.some((one) => covers(one, plan)))
    return left.length > 0 ? [[member, left] as const] : []
  })
  return { shared, own: new Map(own) }
}

/** The whole past if most are due for it; else the last 90 days if most are due for at least those. */
function pastOfMost(members: number, plans: readonly PassPlan[]): PassPlan[] {
  const history = plans.filter((plan) => plan.cause === 'history')
  const recent = plans.filter((plan) => plan.cause === 'recent')
  if (history.length * 2 > members) return history
  return recent.length > 0 && (recent.length + history.length) * 2 > members ? recent : []
}

/** One range for several that differ only in how far back they reach. */
function widest(plans: readonly PassPlan[]): PassPlan[] {
  const [first] = plans
  return first ? [{ ...first, fromMs: Math.min(...plans.map((plan) => plan.fromMs)) }] : []
}

function covers(shared: PassPlan, plan: PassPlan): boolean {
  return shared.cause === plan.cause || (shared.cause === 'history' && plan.cause === 'recent')
}
