/**
 * Splits what the server says of an error into the sentence for people and the technical one, which follows it in brackets.
 *
 * @returns `technical` undefined where there is none.
 */
export function plainWords(message: string): {
  readonly words: string
  readonly technical: string | undefined
} {
  const [, words, technical] = /^(.+?[.!?]) \((.+)\)$/s.exec(message) ?? []
  return { words: words ?? message, technical }
}
