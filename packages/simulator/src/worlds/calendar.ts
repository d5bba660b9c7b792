import { msPerDay, msPerMinute } from '../stamps.ts'

const msPerHour = 60 * msPerMinute

/** Epoch milliseconds of a wall-clock time in Germany, `days` away from the German day that `nowMs` is in. */
export function germanTime(nowMs: number, days: number, hour: number, minute = 0): number {
  const today = Math.floor((nowMs + offsetMs(nowMs)) / msPerDay) * msPerDay
  const wall = today + days * msPerDay + hour * msPerHour + minute * msPerMinute
  return wall - offsetMs(wall)
}

/** Monday to Friday, in Germany. */
export function isWorkday(ms: number): boolean {
  return new Date(ms + offsetMs(ms)).getUTCDay() % 6 !== 0
}

/** Germany's distance to UTC: summer time from the last Sunday of March to the last of October, 1 h UTC. */
function offsetMs(ms: number): number {
  const year = new Date(ms).getUTCFullYear()
  const isSummer = ms >= lastSunday(year, 2) && ms < lastSunday(year, 9)
  return isSummer ? 2 * msPerHour : msPerHour
}

function lastSunday(year: number, month: number): number {
  const lastDay = Date.UTC(year, month + 1, 0)
  return lastDay - new Date(lastDay).getUTCDay() * msPerDay + msPerHour
}
