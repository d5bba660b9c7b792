import type { Conduct } from '../webhooks/types.ts'

/** Reads how messages are to be treated from JSON; throws a RangeError that says what is wrong with it. */
export function conductFromJson(body: unknown): Conduct {
  const conduct: Conduct = {}
  for (const [name, value] of Object.entries(Object(body))) {
    if (name === 'duplicate' || name === 'lose') conduct[name] = numberIn(name, value)
    else if (name === 'reorder') conduct.reorder = value === true
    else if (name === 'delayMs') conduct.delayMs = range(value)
    else throw new RangeError(`conduct has no "${name}": give duplicate, lose, reorder or delayMs`)
  }
  return conduct
}

function range(value: unknown): readonly [number, number] {
  if (!Array.isArray(value) || value.length !== 2) throw new RangeError('"delayMs" is [min, max]')
  return [numberIn('delayMs', value[0]), numberIn('delayMs', value[1])]
}

function numberIn(name: string, value: unknown): number {
  if (typeof value !== 'number') throw new RangeError(`"${name}" takes numbers`)
  return value
}
