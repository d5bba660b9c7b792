import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { signature } from './deliveries.ts'
import { hostileBodies } from './hostile-bodies.ts'
import { type Hostile, header, signed, small } from './hostile-request.ts'
import { hostileSignatures } from './hostile-signatures.ts'

const kB = 1024
const mostBytes = 256 * kB

/** Eight hundred of them, for a bare URL with this key. */
export function hostileRequests(key: string): Hostile[] {
  return [
    ...sizes(key),
    ...encodings(key),
    ...contentTypes(key),
    ...methods(key),
    ...hostileSignatures(key),
    ...hostileBodies(key),
    ...paths(key),
  ]
}

function sizes(key: string): Hostile[] {
  const huge = ['262145', '1000000', '4294967296', '9007199254740991', '99999999999999999999'].flatMap(
    (length) => [
      {
        name: `says it has ${length} bytes, signed`,
        headers: { [header]: signature(key, ''), 'content-length': length },
      },
      { name: `says it has ${length} bytes`, headers: { 'content-length': length } },
    ],
  )
  return [
    signed(key, 'an empty body', ''),
    signed(key, 'exactly 256 kB', Buffer.alloc(mostBytes, 'a')),
    ...[1, 2, 1000, mostBytes].map((more) =>
      signed(key, `${more} over`, Buffer.alloc(mostBytes + more, 'b'), { answers: [413] }),
    ),
    ...huge.map((one) => ({ ...one, answers: [400, 401, 413] })),
    ...Array.from({ length: 40 }, (_, i) =>
      signed(key, `${i} times 6 kB`, Buffer.alloc(i * 6 * kB + 1, 'c')),
    ),
  ]
}

function encodings(key: string): Hostile[] {
  const zeros = Buffer.alloc(50 * kB * kB)
  const bombs = [gzipSync(zeros), gzipSync(zeros.subarray(0, mostBytes + 1))]
  const encoded = (name: string, encoding: string, body: Buffer | string, answers = [200]) =>
    signed(key, name, body, { headers: { 'content-encoding': encoding }, answers })
  return [
    ...bombs.map((bomb, at) => encoded(`bomb ${at}`, 'gzip', bomb, [413])),
    encoded('a bomb in brotli', 'br', brotliCompressSync(zeros.subarray(0, 8 * kB * kB)), [413]),
    encoded('a bomb in deflate', 'deflate', deflateSync(zeros), [413]),
    encoded('a bomb in capitals', ' GZIP ', bombs[0] ?? '', [413]),
    encoded('a bomb in a bomb', 'gzip, gzip', gzipSync(bombs[0] ?? '')),
    ...['gzip', 'br', 'deflate'].flatMap((encoding) => [
      encoded(`${encoding} that is none`, encoding, small),
      encoded(`nothing in ${encoding}`, encoding, ''),
      encoded(`one byte of ${encoding}`, encoding, '\x1f'),
    ]),
    ...Array.from({ length: 40 }, (_, i) => {
      const whole = gzipSync(`${small} ${i}`)
      return encoded(`gzip cut after ${i}`, 'gzip', whole.subarray(0, Math.min(i, whole.length - 1)))
    }),
    ...[
      'zstd',
      'compress',
      'x-gzip',
      '',
      'identity',
      'chunked',
      '__proto__',
      'constructor',
      'toString',
      '%00',
      'a'.repeat(5000),
    ]
      .concat(['gzip;q=0', 'gzip gzip', ',', 'deflate, br', 'hasOwnProperty'])
      .map((encoding) => encoded(`encoding ${encoding.slice(0, 30)}`, encoding, `${small}${encoding}`)),
  ]
}

function contentTypes(key: string): Hostile[] {
  const types = [
    ...[
      'text/plain',
      'text/html',
      'application/xml',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
    ],
    ...[
      'multipart/form-data; boundary=x',
      'application/json; charset=utf-16',
      'application/json;charset="',
      'a',
      '/',
    ],
    ...[
      '',
      ' ',
      '*/*',
      'application/',
      'application/json/json',
      '__proto__',
      'constructor',
      'x'.repeat(4000),
    ],
    ...[
      'application/problem+json',
      'application/json, text/html',
      'application/json; __proto__=1',
      'image/png',
    ],
  ]
  return types.map((type) =>
    signed(key, `content type ${type.slice(0, 40)}`, `${small} ${type}`, {
      headers: { 'content-type': type },
    }),
  )
}

function methods(key: string): Hostile[] {
  const taken = ['GET', 'PUT', 'DELETE', 'PATCH', 'HEAD']
  const own = '00000000-0000-4000-8000-000000000000'
  return ['/api/calendly/webhook', `/api/calendly/webhook/${own}`].flatMap((path) => [
    ...taken.map((method) => ({ ...signed(key, `${method} ${path}`, ''), method, path, answers: [405] })),
    // A preflight of a browser may be answered as one.
    { ...signed(key, `OPTIONS ${path}`, ''), method: 'OPTIONS', path, answers: [204, 400, 405] },
    ...['TRACE', 'PROPFIND', 'LOCK'].map((method) => ({
      ...signed(key, `${method} ${path}`, ''),
      method,
      path,
      answers: [400, 404, 405],
    })),
    {
      ...signed(key, `GET in disguise at ${path}`, `${small} `, {
        headers: { 'x-http-method-override': 'GET' },
      }),
      path,
      answers: path.endsWith(own) ? [410] : [200],
    },
  ])
}

function paths(key: string): Hostile[] {
  const tricks = [
    ...[
      '..',
      '.',
      '...',
      '%2e%2e',
      '%2e',
      '..%2f..',
      '%2f',
      '%5c',
      '%00',
      '%0a',
      '%0d%0a',
      '%',
      '%zz',
      '%c0%af',
      '%ff',
    ],
    ...[
      '__proto__',
      'constructor',
      'toString',
      'null',
      'undefined',
      '0',
      '-1',
      'NaN',
      "'",
      '"',
      "'%20OR%201=1--",
      '*',
    ],
    ...[
      '00000000-0000-0000-0000-000000000000',
      '00000000-0000-4000-8000-000000000000',
      'FFFFFFFF-0000-4000-8000-000000000000',
    ],
    ...[
      'a'.repeat(99),
      'a'.repeat(101),
      'a'.repeat(2000),
      'a;b',
      'a?b',
      'a%3fb',
      'a#b',
      '😀',
      '%F0%9F%98%80',
      ';',
      '@',
      ':id',
    ],
    ...[
      'deliveries',
      'test',
      'deliveries/replay',
      'deliveries/x/replay',
      'a/b',
      'a/',
      '/',
      '//',
      '/a',
      '../status',
    ],
  ]
  return tricks.map((trick) => ({
    ...signed(key, `path ${trick.slice(0, 40)}`, small),
    path: `/api/calendly/webhook/${Buffer.from(trick).toString('latin1')}`,
    // What the bare URL, another route, a bad address or nobody would say: never that it was taken, never a fault.
    answers: [400, 401, 403, 404, 405, 410, 414],
  }))
}
