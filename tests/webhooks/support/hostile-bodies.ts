import { type Hostile, signed } from './hostile-request.ts'

/** Genuine, and good for nothing. */
export function hostileBodies(key: string): Hostile[] {
  const told = (payload: unknown, event: unknown = 'invitee.created') => JSON.stringify({ event, payload })
  const nested = [10, 63, 64, 65, 1000, 5000, 20_000, 30_000].flatMap((depth) => [
    '['.repeat(depth) + ']'.repeat(depth),
    `{"event":"invitee.created","payload":${'{"uri":'.repeat(depth)}1${'}'.repeat(depth)}}`,
    `{"event":"invitee.created","payload":{"uri":${'['.repeat(depth)}${']'.repeat(depth)}}}`,
    '['.repeat(depth),
  ])
  const odd: readonly unknown[] = [
    null,
    true,
    0,
    -0,
    1e308,
    '',
    'x',
    [],
    {},
    [[]],
    [null],
    { uri: null },
    { uri: {} },
  ]
  const texts = [
    ...[
      '',
      ' ',
      'null',
      'true',
      '1',
      '""',
      '{}',
      '[]',
      '{',
      '}',
      '{"event"}',
      '{"event":}',
      'undefined',
      'NaN',
    ],
    ...['{"event":"invitee.created","event":"x"}', '{"__proto__":{"event":"invitee.created"}}', '\uFEFF{}'],
    ...[
      '{"event":"invitee.created","payload":{"__proto__":{"uri":"x","event":"y"}}}',
      '{"constructor":{"prototype":1}}',
    ],
    ...[
      '{"event":"\\u0000","payload":{}}',
      '{"event":"invitee.created","payload":{"uri":"\\ud800"}}',
      '\0\0\0',
      '\u2028',
    ],
    ...[
      "{'event':'x'}",
      '{"event":"invitee.created",}',
      '// {}',
      '<xml/>',
      'event=invitee.created',
      'a'.repeat(200_000),
    ],
    ...[`{"event":"${'x'.repeat(100_000)}"}`, `{"${'k'.repeat(100_000)}":1}`, `[${'1,'.repeat(60_000)}1]`],
    ...[
      `{"event":"invitee.created","payload":{"uri":"${'/'.repeat(100_000)}"}}`,
      '"\\ud800\\udc00"',
      '1'.repeat(100_000),
    ],
  ]
  const bytes = [
    'ff',
    'fffe7b007d00',
    'c0af',
    'eda080',
    'f4908080',
    '7b2265ff22',
    '00',
    '1f8b',
    'efbbbf7b7d',
  ].map((hex) => Buffer.from(hex, 'hex'))
  const members = [
    'payload',
    'event',
    'created_at',
    'scheduled_event',
    'toString',
    'hasOwnProperty',
    '__proto__',
  ]
  const juggled = members.flatMap((name) =>
    odd.map((value) => `{"event":"invitee.created",${JSON.stringify(name)}:${JSON.stringify(value)}}`),
  )
  const events = odd.map((event) => told({}, event))
  const strange = odd.flatMap((value) =>
    [
      'uri',
      'event',
      'status',
      'scheduled_event',
      'email',
      'questions_and_answers',
      'no_show',
      'cancellation',
    ].map((name) => told({ [name]: value })),
  )
  const all = [...nested, ...texts, ...bytes, ...juggled, ...events, ...strange]
  return all.map((body, at) => signed(key, `body ${at} ${String(body).slice(0, 40)}`, body))
}
