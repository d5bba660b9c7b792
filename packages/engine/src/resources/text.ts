/** Depth beyond which a JSON value is cut off: Calendly nests about six deep, an attack nests thousands. */
const maxDepth = 64

/** Replaces what Postgres text and jsonb cannot hold: U+0000 and lone surrogates become U+FFFD. */
export function cleanText(text: string): string {
  return unstorable.test(text) ? text.replace(unstorableAll, '\uFFFD') : text
}

/** A copy of a JSON value in which every string and key is storable (`cleanText`) and nothing nests too deep. */
export function cleanJson(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth >= maxDepth) return null
  if (Array.isArray(value)) return value.map((item) => cleanJson(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [cleanText(key), cleanJson(item, depth + 1)]),
  )
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: U+0000 is exactly what is looked for
const unstorable = /\u0000|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/
const unstorableAll = new RegExp(unstorable.source, 'g')
