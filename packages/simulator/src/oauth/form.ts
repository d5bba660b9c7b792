/** The first parameter that is given more than once, which OAuth forbids (RFC 6749 §3.1, §3.2). */
export function firstRepeated(params: URLSearchParams): string | undefined {
  const names = [...params.keys()]
  return names.find((name, index) => names.indexOf(name) !== index)
}

/** The query of a request's URL. */
export function queryOf(url: string): URLSearchParams {
  const start = url.indexOf('?')
  return new URLSearchParams(start < 0 ? '' : url.slice(start + 1))
}
