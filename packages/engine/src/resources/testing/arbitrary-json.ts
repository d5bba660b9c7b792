import fc from 'fast-check'

/** Texts that databases, regular expressions and people stumble over, among ordinary ones. */
export const hostileText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    ' ',
    'null',
    '\u0000',
    'a\u0000b',
    '\uD83D',
    '\uDE00',
    '\uDE00\uD83D',
    '\u202Eevil',
    '👩🏽‍⚕️',
    'x'.repeat(5000),
    '__proto__',
    'constructor',
    'A%00B',
    'https://api.calendly.com/scheduled_events/A%00B',
    `https://api.calendly.com/scheduled_events/${'x'.repeat(5000)}`,
    'https://api.calendly.com/scheduled_events/E1/invitees/I1',
    '2026-02-30T00:00:00Z',
    '2026-02-28T00:00:00.123456Z',
    '0000-01-01T00:00:00Z',
    '2026-01-01T00:00:00+23:59',
    '1e400',
  ),
)

/** Any JSON value, as `JSON.parse` could answer it. */
export const anyJson: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ stringUnit: 'binary', maxDepth: 4 }),
  hostileText,
  fc.constantFrom(null, true, false, 0, -0, 2 ** 31, 2 ** 53, 1e308, Number.POSITIVE_INFINITY, [], {}),
)

/** A body with members of the right names and often of the wrong kind. */
export function bodyLike(sound: object, also: fc.Arbitrary<unknown> = anyJson): fc.Arbitrary<object> {
  const members = Object.entries(sound).map(
    ([name, value]) =>
      [name, fc.oneof({ weight: 3, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: also })] as const,
  )
  return fc.record(Object.fromEntries(members), { requiredKeys: [] })
}

/** No NUL and no half of a surrogate pair, in any text or key: what jsonb takes. */
export function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\u0000') && !/\p{Surrogate}/u.test(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, item]) => isStorable(key) && isStorable(item))
}
