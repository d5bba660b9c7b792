export type JsonProblem = 'empty' | 'not_json' | 'too_deep' | 'too_many_parts'

export type ParsedJson = { ok: true; value: unknown } | { ok: false; problem: JsonProblem }

// A page of 100 invitees with 50 answers each has some 6,000 objects and 6 levels.
const maxDepth = 64
const maxParts = 200_000

/**
 * Parses untrusted JSON of bounded size. Depth and number of containers are checked on the bytes first: nesting that
 * `JSON.parse` still takes would overflow the stack when the value is written out again, and a few megabytes of
 * brackets would cost some hundred of memory.
 *
 * Bytes that are no UTF-8 become replacement characters; NUL and lone surrogates pass (the store cleans text). The
 * declared charset is ignored: JSON is UTF-8 (RFC 8259 section 8.1).
 */
export function parseJson(bytes: Buffer): ParsedJson {
  const problem = measure(bytes)
  if (problem) return { ok: false, problem }
  const text = new TextDecoder('utf-8').decode(bytes) // drops a byte order mark
  if (text.trim() === '') return { ok: false, problem: 'empty' }
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return { ok: false, problem: 'not_json' } // the parser's message quotes the answer: not kept
  }
}

const quote = 0x22
const backslash = 0x5c

function measure(bytes: Buffer): JsonProblem | undefined {
  let depth = 0
  let parts = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === quote) at = endOfString(bytes, at)
    else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > maxDepth) return 'too_deep'
      if (++parts > maxParts) return 'too_many_parts'
    } else if (byte === 0x7d || byte === 0x5d) depth--
  }
  return undefined
}

function endOfString(bytes: Buffer, start: number): number {
  for (let end = bytes.indexOf(quote, start + 1); end !== -1; end = bytes.indexOf(quote, end + 1)) {
    let slashes = 0
    while (bytes[end - 1 - slashes] === backslash) slashes++
    if (slashes % 2 === 0) return end
  }
  return bytes.length
}
