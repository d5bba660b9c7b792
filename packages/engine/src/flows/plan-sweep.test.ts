import { describe, expect, it } from 'vitest'
import type { PassPlan } from './plan.ts'
import { planSweep } from './plan-sweep.ts'

const tick: PassPlan = { fromMs: 100, toMs: 200, cause: 'tick', order: 'asc' }
const recent: PassPlan = { fromMs: 50, toMs: 100, cause: 'recent', order: 'desc' }
const history: PassPlan = { fromMs: 0, toMs: 100, cause: 'history', order: 'desc' }
const plan = (plans: Record<string, PassPlan[]>, membersInAll = 0) =>
  planSweep(new Map(Object.entries(plans)), membersInAll)

describe('planSweep', () => {
  it('a tick is one list for all', () => {
    expect(plan({ ann: [tick], bob: [tick], cem: [tick] })).toEqual({ shared: [tick], own: new Map() })
  })

  it('a tick that reaches back for one, because webhooks may be missing, reaches back for all', () => {
    const back = { ...tick, fromMs: 20 }
    expect(plan({ ann: [tick], bob: [back] }).shared).toEqual([back])
  })

  it('the past is listed for all when it is due for most, else by whom it is due for', () => {
    const most = plan({ ann: [tick, history], bob: [tick, history], cem: [tick] })
    expect(most).toEqual({ shared: [tick, history], own: new Map() })
    const few = plan({ ann: [tick, history], bob: [tick], cem: [tick] })
    expect(few).toEqual({ shared: [tick], own: new Map([['ann', [history]]]) })
    const half = plan({ ann: [tick, history], bob: [tick] })
    expect(half.own).toEqual(new Map([['ann', [history]]]))
  })

  it('the past of a large organization is not read for a few of it; the tick is', () => {
    const both = { ann: [tick, history], bob: [tick, history] }
    expect(plan(both, 3).shared).toEqual([tick, history])
    const own = new Map([
      ['ann', [history]],
      ['bob', [history]],
    ])
    expect(plan(both, 4)).toEqual({ shared: [tick], own })
  })

  it('who is due for the whole past needs no list of the last 90 days besides', () => {
    const all = plan({ ann: [tick, recent], bob: [tick, recent], cem: [tick, history] })
    expect(all).toEqual({ shared: [tick, recent], own: new Map([['cem', [history]]]) })
    const past = plan({ ann: [tick, recent], bob: [tick, history], cem: [tick, history] })
    expect(past).toEqual({ shared: [tick, history], own: new Map() })
  })

  it('nobody to sweep for is nothing to do', () => {
    expect(plan({})).toEqual({ shared: [], own: new Map() })
  })
})
