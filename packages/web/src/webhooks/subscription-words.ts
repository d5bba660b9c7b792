import type { Subscription } from '../api/types.ts'
import type { Tone } from '../parts/badge.tsx'
import type { IconName } from '../parts/icon.tsx'
import { lasting } from '../time/formats.ts'

type Look = { readonly tone: Tone; readonly icon: IconName; readonly word: string }

/** How a subscription's state is said; colour, drawing and word. */
export const SUBSCRIPTION_LOOKS: Readonly<Record<Subscription['state'], Look>> = {
  active: { tone: 'good', icon: 'check', word: 'Delivering' },
  failing: { tone: 'bad', icon: 'alert', word: 'Failing' },
  disabled: { tone: 'bad', icon: 'stop', word: 'Disabled by Calendly' },
  impossible: { tone: 'plain', icon: 'pause', word: 'Not possible' },
  off: { tone: 'plain', icon: 'pause', word: 'Off' },
}

/**
 * How quiet it is, compared with what is usual.
 *
 * @param askedMs - when the server counted; the clock goes on from there, whatever the browser's says.
 */
export function silenceWords(
  { silentForSeconds, usualSilenceSeconds }: Pick<Subscription, 'silentForSeconds' | 'usualSilenceSeconds'>,
  askedMs: number,
  nowMs: number,
): { readonly words: string; readonly isOdd: boolean } {
  if (silentForSeconds === null) return { words: 'nothing has come yet', isOdd: false }
  const silentFor = silentForSeconds + sinceAsked(askedMs, nowMs)
  if (usualSilenceSeconds === null)
    return { words: `${lasting(silentFor)}; too few came yet to say what is usual`, isOdd: false }
  const usual = lasting(usualSilenceSeconds)
  return silentFor > usualSilenceSeconds
    ? { words: `${lasting(silentFor)}, longer than usual (up to ${usual})`, isOdd: true }
    : { words: `${lasting(silentFor)}, as usual (up to ${usual})`, isOdd: false }
}

/** "in 3 h 59 min": until Calendly disables it; undefined while it does not fail. */
export function countdown(
  secondsUntilDisabled: number | null,
  askedMs: number,
  nowMs: number,
): string | undefined {
  if (secondsUntilDisabled === null) return undefined
  const left = secondsUntilDisabled - sinceAsked(askedMs, nowMs)
  return left < 60 ? 'any moment now' : `in ${lasting(left)}`
}

function sinceAsked(askedMs: number, nowMs: number): number {
  return Math.max(0, (nowMs - askedMs) / 1000)
}
