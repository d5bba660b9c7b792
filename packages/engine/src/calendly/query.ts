/** A query string in the order given, of the members that are texts or numbers. */
export function queryString(members: object): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(members)) {
    if (typeof value === 'string' || typeof value === 'number') query.set(name, String(value))
  }
  return query.toString()
}

/**
 * An instant in whole seconds, the only spelling that every Calendly account was seen to accept.
 *
 * @param instant - ISO 8601 with any number of fraction digits and any offset.
 * @param towards - `down` for a lower bound, `up` for an upper one, so that the range asked for never shrinks.
 * @returns for example `2026-11-22T12:41:00Z`.
 * @throws RangeError when `instant` is no instant.
 */
export function wholeSecond(instant: string, towards: 'down' | 'up'): string {
  // A Date holds milliseconds only, so what lies behind them is looked at in the text.
  const fraction = /[.,](\d+)/.exec(instant)?.[1] ?? ''
  const seconds = Math.floor(new Date(instant.replace(/[.,]\d+/, '')).getTime() / 1_000)
  if (Number.isNaN(seconds))
    throw new RangeError('Not an ISO 8601 instant; give one such as 2026-11-22T12:41:00Z.')
  const raised = towards === 'up' && /[1-9]/.test(fraction) ? seconds + 1 : seconds
  return new Date(raised * 1_000).toISOString().replace('.000Z', 'Z')
}
