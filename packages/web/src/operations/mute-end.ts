/** For how long mails are held back; `other` is a moment of one's own. */
export const LENGTHS = {
  '1': '1 hour',
  '8': '8 hours',
  '24': 'a day',
  '168': 'a week',
  other: 'Until…',
} as const

export type Length = keyof typeof LENGTHS

/**
 * When a mute ends, in UTC.
 *
 * @param own - "2026-11-27T09:30", the reader's clock; looked at for `other` only.
 * @returns undefined where there is none, or it is not in the future.
 */
export function muteEnd(length: Length, own: string, nowMs: number): string | undefined {
  const endMs = length === 'other' ? Date.parse(own) : nowMs + Number(length) * 3_600_000
  return endMs > nowMs ? new Date(endMs).toISOString() : undefined
}
