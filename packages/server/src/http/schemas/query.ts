import { z } from 'zod'

/** An id of ours; any other text cannot exist. */
export const uuid = z.guid().transform((id) => id.toLowerCase())

export const idParams = z.object({ id: uuid })

/**
 * A moment or a day (its first moment in UTC), as UTC text; digits beyond the microsecond are cut. Never through a
 * `Date`, except for the zone.
 */
export const instant = z
  .string()
  .transform((text, context) => {
    const known = toUtc(text)
    if (known !== undefined) return known
    context.addIssue({ code: 'custom', message: 'must be an ISO 8601 moment with Z or an offset, or a day' })
    return z.NEVER
  })
  .meta({ format: 'date-time', examples: ['2026-11-22T21:05:00Z', '2026-11-22'] })

function toUtc(text: string): string | undefined {
  if (z.iso.date().safeParse(text).success) return toUtc(`${text}T00:00:00Z`)
  if (!z.iso.datetime({ offset: true }).safeParse(text).success) return undefined
  const [, toSecond = '', fraction = '', zone = ''] = /^(.{19})(?:\.(\d+))?(.+)$/.exec(text) ?? []
  const moment = new Date(`${toSecond}${zone}`)
  const year = moment.getUTCFullYear() // Postgres knows no year 0
  if (Number.isNaN(moment.getTime()) || year < 1 || year > 9999) return undefined
  const digits = fraction.slice(0, 6)
  return `${moment.toISOString().slice(0, 19)}${digits === '' ? '' : `.${digits}`}Z`
}

export function limitUpTo(most: number, usual: number) {
  return z.coerce
    .number()
    .int()
    .min(1)
    .max(most)
    .exactOptional()
    .meta({ description: `rows at most, 1 to ${most}; default ${usual}` })
}

export const cursor = z
  .string()
  .max(2000)
  .exactOptional()
  .meta({ description: '`nextCursor` of the page before' })

/** Text of a filter. */
export const words = z
  .string()
  .max(200)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Postgres text cannot hold NUL
  .regex(/^[^\u0000]*$/, 'must not hold a NUL character')
  .exactOptional()

export const search = words.meta({ description: 'words that must all occur' })
