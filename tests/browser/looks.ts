const SCHEMES = ['dark', 'light'] as const

/**
 * How a screen is looked at: at each width, in one scheme or the other by turns, so that each scheme and each width is
 * there; `npm run prove` takes every width in both.
 */
export function looksAt(...widths: readonly number[]) {
  const taken = (index: number) =>
    process.env.PROVE ? SCHEMES : SCHEMES.filter((_, turn) => turn === index % 2)
  return widths.flatMap((width, index) => taken(index).map((colorScheme) => ({ colorScheme, width })))
}
