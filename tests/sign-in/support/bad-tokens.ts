/** What a token is made of, so that anything can be wrong with it. */
export interface Forge {
  /** Seconds since the epoch. */
  readonly now: number
  /** Header and claims of a token that would be accepted. */
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
  /** Signs with the platform's own key. Text goes in as it is, anything else as JSON. */
  sign(claims: unknown, header?: unknown): string
  /** Signs with a key that somebody else made up. */
  signFalsely(claims: unknown, header?: unknown): string
  /** HMAC with any key, whatever the header says. */
  hmac(key: string, claims: unknown, header: unknown): string
  /** What anybody knows: the public key, as it is served. */
  readonly known: string
}

const text = (part: unknown) => (typeof part === 'string' ? part : JSON.stringify(part))

/** The signed part of a token. */
export function encode(header: unknown, claims: unknown): string {
  return [header, claims].map((part) => Buffer.from(text(part)).toString('base64url')).join('.')
}

type Bad = readonly [string, (forge: Forge) => string]

/** Well signed, and not for us, not for now, or of nobody. */
const wrongClaims: readonly Bad[] = [
  ['expired a minute ago', (f) => f.sign({ ...f.claims, exp: f.now - 62 })],
  ['expired yesterday', (f) => f.sign({ ...f.claims, exp: f.now - 86_400 })],
  ['that never expires', (f) => f.sign({ ...f.claims, exp: undefined })],
  ['whose exp is text', (f) => f.sign({ ...f.claims, exp: '9999999999' })],
  ['whose exp is null', (f) => f.sign({ ...f.claims, exp: null })],
  ['whose exp is true', (f) => f.sign({ ...f.claims, exp: true })],
  ['whose exp is a list', (f) => f.sign({ ...f.claims, exp: [9_999_999_999] })],
  ['whose exp is an object', (f) => f.sign({ ...f.claims, exp: {} })],
  ['whose exp is 0', (f) => f.sign({ ...f.claims, exp: 0 })],
  ['whose exp is negative', (f) => f.sign({ ...f.claims, exp: -1 })],
  ['whose exp is beyond all numbers', (f) => f.sign(text({ ...f.claims, exp: 77 }).replace('77', '1e999'))],
  ['whose last exp is over', (f) => f.sign(text(f.claims).replace(/}$/, ',"exp":1}'))],
  ['not valid yet', (f) => f.sign({ ...f.claims, nbf: f.now + 120 })],
  ['whose nbf is text', (f) => f.sign({ ...f.claims, nbf: '0' })],
  ['issued next year', (f) => f.sign({ ...f.claims, iat: f.now + 31_536_000 })],
  ['issued in milliseconds', (f) => f.sign({ ...f.claims, iat: f.now * 1000 })],
  ['whose iat is text', (f) => f.sign({ ...f.claims, iat: '1' })],
  ['of another issuer', (f) => f.sign({ ...f.claims, iss: 'https://evil.example' })],
  ['of no issuer', (f) => f.sign({ ...f.claims, iss: undefined })],
  ['whose issuer is null', (f) => f.sign({ ...f.claims, iss: null })],
  ['whose issuer ends in a slash', (f) => f.sign({ ...f.claims, iss: `${f.claims.iss}/` })],
  ['whose issuer is in capitals', (f) => f.sign({ ...f.claims, iss: String(f.claims.iss).toUpperCase() })],
  ['of several issuers', (f) => f.sign({ ...f.claims, iss: [f.claims.iss, 'x'] })],
  ['for another audience', (f) => f.sign({ ...f.claims, aud: 'other' })],
  ['for no audience', (f) => f.sign({ ...f.claims, aud: undefined })],
  ['for an empty audience', (f) => f.sign({ ...f.claims, aud: [] })],
  ['for other audiences', (f) => f.sign({ ...f.claims, aud: ['other', 'another'] })],
  ['for an audience that begins like ours', (f) => f.sign({ ...f.claims, aud: `${f.claims.aud}x` })],
  ['for an audience that is an object', (f) => f.sign({ ...f.claims, aud: { 0: f.claims.aud } })],
  ['without a subject', (f) => f.sign({ ...f.claims, sub: undefined })],
  ['with an empty subject', (f) => f.sign({ ...f.claims, sub: '' })],
  ['with a blank subject', (f) => f.sign({ ...f.claims, sub: '  ' })],
  ['with a number for a subject', (f) => f.sign({ ...f.claims, sub: 7 })],
  ['with null for a subject', (f) => f.sign({ ...f.claims, sub: null })],
  ['with a list for a subject', (f) => f.sign({ ...f.claims, sub: [f.claims.sub] })],
  ['whose claims are a list', (f) => f.sign([f.claims])],
  ['whose claims are text', (f) => f.sign(JSON.stringify('claims'))],
  ['whose claims are null', (f) => f.sign('null')],
  ['whose claims are a number', (f) => f.sign('7')],
  ['whose claims are no JSON', (f) => f.sign('{"sub":')],
  ['without claims', (f) => f.sign('')],
]

/** Made for another end, or with a header that leads astray. */
const wrongHeaders: readonly Bad[] = [
  ['that signs somebody out', (f) => f.sign(f.claims, { ...f.header, typ: 'logout+jwt' })],
  ['that proves a key', (f) => f.sign(f.claims, { ...f.header, typ: 'dpop+jwt' })],
  ['that tells of an event', (f) => f.sign(f.claims, { ...f.header, typ: 'secevent+jwt' })],
  ['whose type is a number', (f) => f.sign(f.claims, { ...f.header, typ: 7 })],
  ['with a critical header nobody knows', (f) => f.sign(f.claims, { ...f.header, crit: ['x'], x: 1 })],
  ['with no critical headers', (f) => f.sign(f.claims, { ...f.header, crit: [] })],
  ['with text for critical headers', (f) => f.sign(f.claims, { ...f.header, crit: 'exp' })],
  ['that is not encoded', (f) => f.sign(f.claims, { ...f.header, crit: ['b64'], b64: false })],
  ['without an algorithm', (f) => f.sign(f.claims, { ...f.header, alg: undefined })],
  ['whose algorithm is null', (f) => f.sign(f.claims, { ...f.header, alg: null })],
  ['whose algorithm is empty', (f) => f.sign(f.claims, { ...f.header, alg: '' })],
  ['of several algorithms', (f) => f.sign(f.claims, { ...f.header, alg: [f.header.alg] })],
  [
    'whose algorithm is in small letters',
    (f) => f.sign(f.claims, { ...f.header, alg: String(f.header.alg).toLowerCase() }),
  ],
  ['of algorithm HS384', (f) => f.sign(f.claims, { ...f.header, alg: 'HS384' })],
  ['of algorithm HS512', (f) => f.sign(f.claims, { ...f.header, alg: 'HS512' })],
  ['of algorithm PS256', (f) => f.sign(f.claims, { ...f.header, alg: 'PS256' })],
  ['of algorithm ES384', (f) => f.sign(f.claims, { ...f.header, alg: 'ES384' })],
  ['of algorithm none', (f) => `${encode({ ...f.header, alg: 'none' }, f.claims)}.`],
  ['of algorithm None', (f) => `${encode({ ...f.header, alg: 'None' }, f.claims)}.`],
  ['of algorithm NONE, signed', (f) => f.sign(f.claims, { ...f.header, alg: 'NONE' })],
  ['of algorithm nOnE', (f) => `${encode({ ...f.header, alg: 'nOnE' }, f.claims)}.`],
  ['whose header is a list', (f) => f.sign(f.claims, [f.header])],
  ['whose header is no JSON', (f) => f.sign(f.claims, '{"alg":')],
  ['whose header is null', (f) => f.sign(f.claims, 'null')],
]

/** Not signed by the platform. */
const wrongSignatures: readonly Bad[] = [
  ['signed with another key', (f) => f.signFalsely(f.claims)],
  [
    'that brings its key along',
    (f) => f.signFalsely(f.claims, { ...f.header, jwk: { kty: 'oct', k: 'AAAA' } }),
  ],
  [
    'that says where its key is',
    (f) => f.signFalsely(f.claims, { ...f.header, jku: 'https://evil.example/jwks' }),
  ],
  [
    'that says where its certificate is',
    (f) => f.signFalsely(f.claims, { ...f.header, x5u: 'https://evil.example/x' }),
  ],
  ['that brings its certificate along', (f) => f.signFalsely(f.claims, { ...f.header, x5c: ['MIIB'] })],
  [
    'whose kid is a path',
    (f) => f.hmac('', f.claims, { ...f.header, alg: 'HS256', kid: '../../../../dev/null' }),
  ],
  ['whose kid is SQL', (f) => f.hmac('x', f.claims, { ...f.header, alg: 'HS256', kid: "' UNION SELECT 'x" })],
  ['whose kid is a command', (f) => f.signFalsely(f.claims, { ...f.header, kid: '|/bin/true' })],
  ['whose kid is a number', (f) => f.signFalsely(f.claims, { ...f.header, kid: 7 })],
  ['whose kid is a prototype', (f) => f.signFalsely(f.claims, { ...f.header, kid: '__proto__' })],
  ['signed with the public key', (f) => f.hmac(f.known, f.claims, { ...f.header, alg: 'HS256' })],
  ['signed with nothing', (f) => f.hmac('', f.claims, { ...f.header, alg: 'HS256' })],
  ['without a signature', (f) => `${encode(f.header, f.claims)}.`],
  [
    'with a signature of zeros',
    (f) => `${encode(f.header, f.claims)}.${Buffer.alloc(64).toString('base64url')}`,
  ],
  [
    'with another token’s signature',
    (f) => `${encode(f.header, f.claims)}.${f.sign({ ...f.claims, jti: 'x' }).split('.')[2]}`,
  ],
  [
    'whose claims were changed',
    (f) =>
      f.sign(f.claims).replace(/\.[^.]*\./, `.${encode({}, { ...f.claims, role: 'admin' }).split('.')[1]}.`),
  ],
  [
    'whose header was changed',
    (f) => f.sign(f.claims).replace(/^[^.]*/, encode({ ...f.header, cty: 'x' }, {}).split('.')[0] ?? ''),
  ],
  ['cut short', (f) => f.sign(f.claims).slice(0, -3)],
  ['with more behind it', (f) => `${f.sign(f.claims)}AAAA`],
  ['with a padded signature', (f) => `${f.sign(f.claims)}==`],
]

/** No token at all. */
const noTokens: readonly Bad[] = [
  ['that is a word', () => 'abc'],
  ['of dots', () => '..'],
  ['of two parts', (f) => f.sign(f.claims).split('.').slice(0, 2).join('.')],
  ['of four parts', (f) => `${f.sign(f.claims)}.x`],
  ['of five parts', (f) => `${f.sign(f.claims)}.x.y`],
  [
    'in the JSON form',
    (f) => {
      const [header, payload, signature] = f.sign(f.claims).split('.')
      return JSON.stringify({ protected: header, payload, signature })
    },
  ],
  ['of 12 kB', (f) => f.signFalsely({ ...f.claims, x: 'x'.repeat(8000) })],
  ['with a letter in the middle that is none of its', (f) => f.sign(f.claims).replace('.', '.é')],
  ['twice', (f) => `${f.sign(f.claims)},${f.sign(f.claims)}`],
]

/** Every way in which a bearer token can be wrong, each as a value of the header `Authorization`. */
export const badAuthorizations: readonly (readonly [string, (forge: Forge) => string])[] = [
  ...[...wrongClaims, ...wrongHeaders, ...wrongSignatures, ...noTokens].map(
    ([name, make]) => [`a token ${name}`, (forge: Forge) => `Bearer ${make(forge)}`] as const,
  ),
  ['a good token without its scheme', (f) => f.sign(f.claims)],
  ['a good token of scheme Basic', (f) => `Basic ${f.sign(f.claims)}`],
  ['a good token with a space in it', (f) => `Bearer ${f.sign(f.claims).replace('.', ' .')}`],
  ['two good tokens', (f) => `Bearer ${f.sign(f.claims)}, Bearer ${f.sign(f.claims)}`],
  ['the scheme alone', () => 'Bearer'],
]
