import { randomBytes } from 'node:crypto'

/**
 * An access token as Calendly's look: a JWT of some 330 characters, signed with a key that nobody knows. It means
 * nothing to its bearer.
 */
export function newAccessToken(
  {
    client,
    user,
  }: { readonly client: { readonly clientId: string }; readonly user: { readonly id: string } },
  issuedSeconds: number,
  endsSeconds: number,
): string {
  const claims = {
    iss: 'https://auth.calendly.com',
    iat: issuedSeconds,
    jti: randomBytes(16).toString('hex'),
    user_uuid: user.id,
    app_uid: client.clientId,
    exp: endsSeconds,
  }
  return [encoded({ alg: 'HS256' }), encoded(claims), randomBytes(32).toString('base64url')].join('.')
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
