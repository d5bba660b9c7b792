/** Reads a member of a JSON body; throws a RangeError that names it when it has to be there and is not. */
export function textOf(body: unknown, name: string): string {
  const value = textMember(body, name)
  if (value === undefined) throw new RangeError(`give "${name}"`)
  return value
}

export function textMember(body: unknown, name: string): string | undefined {
  const value = memberOf(body, name)
  return typeof value === 'string' ? value : undefined
}

export function numberMember(body: unknown, name: string): number | undefined {
  const value = memberOf(body, name)
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/** A list of texts; undefined when the member is missing. */
export function textsMember(body: unknown, name: string): string[] | undefined {
  const value = memberOf(body, name)
  if (value === undefined) return undefined
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value
  throw new RangeError(`"${name}" is a list of texts`)
}

function memberOf(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined
}
