import { type Finding, fault, off, ok } from './check.ts'

/** Our clock minus another one, in milliseconds; undefined: that one could not be looked at. */
export interface Skews {
  readonly calendlyMs: number | undefined
  readonly databaseMs: number | undefined
}

const name = 'Clock'
/** Webhook signatures are refused beyond three minutes; Calendly's header counts whole seconds. */
const mostMs = 60_000

/** Runs are timed by the database's clock, and webhooks judged by ours against Calendly's: all three have to agree. */
export function judgeClock({ calendlyMs, databaseMs }: Skews): Finding {
  const others = [
    { whose: "Calendly's", skewMs: calendlyMs },
    { whose: "the database's", skewMs: databaseMs },
  ].flatMap(({ whose, skewMs }) => (skewMs === undefined ? [] : [{ whose, skewMs }]))
  if (others.length === 0) return off(name, 'not looked at')
  const wrong = others.filter(({ skewMs }) => Math.abs(skewMs) >= mostMs)
  if (wrong.length > 0)
    return fault(
      name,
      wrong.map(told).join(', '),
      'Switch time synchronisation (NTP) on, here and where the database runs.',
    )
  const seconds = Math.max(1, ...others.map(({ skewMs }) => Math.round(Math.abs(skewMs) / 1000)))
  return ok(name, `within ${seconds} s of ${others.map(({ whose }) => whose).join(' and ')}`)
}

function told({ whose, skewMs }: { readonly whose: string; readonly skewMs: number }): string {
  return `${Math.round(Math.abs(skewMs) / 1000)} s ${skewMs > 0 ? 'ahead of' : 'behind'} ${whose}`
}
