import type { Instant } from '../api/types.ts'
import { wait } from './formats.ts'
import { offsetMs } from './offset.ts'

/** What changes on the way from now to a later instant in a zone: "Clocks in Europe/Berlin go back 1 h before then." */
export function clockChange(at: Instant, nowMs: number, timeZone: string): string | undefined {
  const changeMs = offsetMs(at, timeZone) - offsetMs(nowMs, timeZone)
  if (changeMs === 0 || Date.parse(at) <= nowMs) return undefined
  const way = changeMs < 0 ? 'back' : 'forward'
  return `Clocks in ${timeZone} go ${way} ${hours(changeMs)} before then.`
}

/** Two zones whose clocks change on different dates: "America/New_York is 5 h behind you then, and 6 h now." */
export function distanceChange(
  at: Instant,
  nowMs: number,
  timeZone: string,
  mine: string,
): string | undefined {
  const then = offsetMs(at, timeZone) - offsetMs(at, mine)
  const now = offsetMs(nowMs, timeZone) - offsetMs(nowMs, mine)
  if (then === now || Date.parse(at) <= nowMs) return undefined
  return `${timeZone} is ${distance(then)} then, and ${distance(now)} now.`
}

/** Between neighbours of a list whose clocks differ: "UTC+1 from here on, UTC+2 above". */
export function clockBetween(above: Instant | number, below: Instant, timeZone: string): string | undefined {
  const [from, to] = [offsetMs(above, timeZone), offsetMs(below, timeZone)]
  if (from === to) return undefined
  return `Clocks change: ${zoneName(to)} from here on, ${zoneName(from)} ${typeof above === 'number' ? 'today' : 'above'}`
}

function distance(ms: number): string {
  if (ms === 0) return 'level with you'
  return `${hours(ms)} ${ms < 0 ? 'behind' : 'ahead of'} you`
}

function hours(ms: number): string {
  return wait(Math.abs(ms) / 1000)
}

/** "UTC+1", "UTC−3:30" */
function zoneName(ms: number): string {
  const minutes = Math.abs(ms) / 60_000
  const rest = minutes % 60 === 0 ? '' : `:${String(minutes % 60).padStart(2, '0')}`
  return `UTC${ms < 0 ? '−' : '+'}${Math.floor(minutes / 60)}${rest}`
}
