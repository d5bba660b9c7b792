import { createHash, createHmac } from 'node:crypto'
import { signature, unixNow } from './deliveries.ts'
import { type Hostile, header, signed, small } from './hostile-request.ts'

/** Signatures of every wrong kind, and stamps of every odd one. */
export function hostileSignatures(key: string): Hostile[] {
  return [...headers(key), ...digests(key), ...stamps(key)]
}

function headers(key: string): Hostile[] {
  const digest = signature(key, small).split('v1=')[1] ?? ''
  const t = unixNow()
  const whole = `t=${t},v1=${digest}`
  const broken = [
    ...['', ' ', ',', '=', 't=', 'v1=', `t=${t}`, `v1=${digest}`, `t=${t},`, `t=${t},v1=`, `,${whole}`],
    ...[
      `${whole},`,
      `${whole},x`,
      `${whole};`,
      `${whole} x`,
      `x${whole}`,
      `${whole},v1=`,
      `t=${t};v1=${digest}`,
    ],
    ...[`t=${t}, v1=${digest}`, `t =${t},v1=${digest}`, `T=${t},v1=${digest}`, `t=${t},V1=${digest}`],
    ...[
      `v1=${digest},t=${t}`,
      `t=${t},t=${t},v1=${digest}`,
      `t=${t},v1=${digest},t=${t}`,
      `t=+${t},v1=${digest}`,
    ],
    ...[`t=${t}.0,v1=${digest}`, `t=1e9,v1=${digest}`, `t=0x5,v1=${digest}`, `t=NaN,v1=${digest}`],
    ...[`t=-1,v1=${digest}`, `t=${'9'.repeat(13)},v1=${digest}`, `t=${'9'.repeat(900)},v1=${digest}`],
    ...[`t=${t},v1=${digest.slice(1)}`, `t=${t},v1=${digest}0`, `t=${t},v1=${'g'.repeat(64)}`, `"${whole}"`],
    ...[
      `t=${t},v1=0x${digest.slice(2)}`,
      `t=${t},v0=${digest}`,
      `t=${t},v2=${digest}`,
      `t=${t},v1=${digest}%00`,
    ],
    ...[`t=${t}${`,v1=${'0'.repeat(64)}`.repeat(6)}`, `t=${t}${',v9=a'.repeat(300)}`, 'x'.repeat(8000)],
    ...[`Bearer ${digest}`, `sha256=${digest}`, `${whole}\t${whole}`, `t=${t},__proto__=${digest}`],
  ]
  return ['', small, '{', '\0'].flatMap((body, at) =>
    broken.map((value) => ({
      name: `header ${value.slice(0, 60)} over body ${at}`,
      body,
      headers: { [header]: value },
      answers: [401],
    })),
  )
}

function digests(key: string): Hostile[] {
  const t = unixNow()
  const forged = ['sha1', 'sha224', 'sha384', 'sha512', 'md5', 'sha3-256', 'sha512-256'].map((algorithm) =>
    createHmac(algorithm, key).update(`${t}.${small}`).digest('hex'),
  )
  const others = [
    '',
    ' ',
    `${key} `,
    key.toUpperCase(),
    `\0${key}`,
    'undefined',
    'null',
    '[object Object]',
  ].map((one) => createHmac('sha256', one).update(`${t}.${small}`).digest('hex'))
  const made = (text: string | Buffer) => createHmac('sha256', key).update(text).digest('hex')
  const swapped = [
    ...[small, `${t}${small}`, `${t},${small}`, `${small}.${t}`, `${t}.${small}\n`, `${t}. ${small}`],
    ...[`0${t}.${small}`, `${t - 1}.${small}`, `${t}.${JSON.stringify(JSON.parse(small), null, 1)}`, ''],
  ].map(made)
  const plain = [
    createHash('sha256').update(`${t}.${small}`).digest('hex'),
    createHash('sha256').update(`${key}${t}.${small}`).digest('hex'),
    '0'.repeat(64),
    'f'.repeat(64),
  ]
  const wrong = [...forged, ...others, ...swapped, ...plain].map((digest, at) => ({
    name: `digest ${at}`,
    body: small,
    headers: { [header]: `t=${t},v1=${digest}` },
    answers: [401],
  }))
  const flipped = Array.from({ length: 64 }, (_, at) => {
    const right = made(`${t}.${small}`)
    const digit = (Number.parseInt(right[at] ?? '0', 16) ^ 1).toString(16)
    return {
      name: `digit ${at} is another one`,
      body: small,
      headers: { [header]: `t=${t},v1=${right.slice(0, at)}${digit}${right.slice(at + 1)}` },
      answers: [401],
    }
  })
  return [...wrong, ...flipped]
}

function stamps(key: string): Hostile[] {
  const now = unixNow()
  const odd = [
    0,
    1,
    60,
    now - 86_400,
    now - 600,
    now + 600,
    now + 86_400,
    4_102_444_800,
    99_999_999_999,
    999_999_999_999,
  ]
  const padded = [`0${now}`, `00${now}`, '000000000000']
  const refused = ['-1', '+1', '1.5', '1e3', '', ' 1', '1000000000000', 'now', '０', `${now}n`]
  return [
    ...[...odd, ...padded].map((t) => {
      const body = `${small} at ${t}`
      return signed(key, `stamped ${t}`, body, { headers: { [header]: signature(key, body, t) } })
    }),
    ...refused.map((t) => ({
      ...signed(key, `stamped ${t}`, small, {
        headers: { [header]: Buffer.from(signature(key, small, t)).toString('latin1') },
      }),
      answers: [401],
    })),
  ]
}
