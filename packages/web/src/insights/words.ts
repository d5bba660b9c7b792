import type { Insights } from '../api/types.ts'
import { wait } from '../time/formats.ts'

/** "under 1 s", "30 s – 1 min", "over 30 min" */
export function bucketWords(buckets: Insights['webhookDelay']['buckets']): readonly string[] {
  return buckets.map(({ belowSeconds }, index) => {
    const before = buckets[index - 1]?.belowSeconds
    if (belowSeconds === null) return `over ${wait(before ?? 0)}`
    return before === undefined || before === null
      ? `under ${wait(belowSeconds)}`
      : `${wait(before)} – ${wait(belowSeconds)}`
  })
}

/** "0.4 s", "12 s", "3 min" */
export function secondsWords(seconds: number): string {
  return seconds < 10 ? `${seconds.toFixed(1)} s` : wait(seconds)
}

/** The sentence above the histogram. */
export function delayWords({ count, p50Seconds, p95Seconds, maxSeconds }: Insights['webhookDelay']): string {
  if (count === 0 || p50Seconds === null || p95Seconds === null || maxSeconds === null)
    return 'No webhook has come in this time.'
  const many = count === 1 ? '1 delivery' : `${count} deliveries`
  return `Of ${many} half were here within ${secondsWords(p50Seconds)}, 95 % within ${secondsWords(p95Seconds)}, the slowest after ${secondsWords(maxSeconds)}.`
}

/** The sentence above the freshness lag. */
export function lagWords({ lag, intervalMinutes }: Insights): string {
  const now = lag.at(-1)
  if (!now) return 'Nothing has been read completely yet.'
  const limit = intervalMinutes * 60
  const late = lag.filter(({ seconds }) => seconds > limit).length
  const over =
    late === 0
      ? `never over ${wait(limit)}`
      : `over ${wait(limit)} in ${late} of ${lag.length} stretches of time`
  return `The list is ${secondsWords(now.seconds)} old now, ${over}.`
}

/** The sentence above the calls. */
export function callsWords({ calls }: Insights): string {
  const used = calls.reduce((sum, point) => sum + point.used, 0)
  const highest = Math.max(0, ...calls.map((point) => (point.limit > 0 ? point.used / point.limit : 0)))
  return `${used} calls in all; at most ${Math.ceil(highest * 100)} % of what Calendly allows.`
}

/** The sentence above the changes. */
export function changesWords({ changesPerPass }: Insights): string {
  const sum = (kind: 'created' | 'updated' | 'cancelled' | 'gone' | 'restored') =>
    changesPerPass.reduce((total, point) => total + point[kind], 0)
  const all = [
    `${sum('created')} new`,
    `${sum('updated')} updated`,
    `${sum('cancelled')} cancelled`,
    ...(sum('gone') > 0 ? [`${sum('gone')} gone`] : []),
    ...(sum('restored') > 0 ? [`${sum('restored')} restored`] : []),
  ]
  return `${all.join(', ')}.`
}

/** The sentence above the weeks. */
export function weeksWords({ meetingsPerWeek }: Insights): string {
  const sum = (kind: 'held' | 'cancelled' | 'noShow' | 'upcoming') =>
    meetingsPerWeek.reduce((total, point) => total + point[kind], 0)
  return `In 26 weeks ${sum('held')} held, ${sum('cancelled')} cancelled, ${sum('noShow')} no-shows, ${sum('upcoming')} ahead.`
}
