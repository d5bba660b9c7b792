import type { NewOAuthClient, OAuth } from '../oauth/types.ts'
import { textMember, textOf, textsMember } from './members.ts'
import type { Registrar } from './registrar.ts'

/** What a test in another process, or a person at the page, does with OAuth. */
export function addOAuthControl(on: Registrar, oauth: OAuth): void {
  on('GET', '/control/api/oauth', () => ({
    clients: oauth.clients(),
    grants: oauth.grants(),
    tokenCalls: oauth.tokenCalls.slice(-100),
  }))
  on('POST', '/control/api/oauth/register', ({ body }) => oauth.register(clientFromJson(body)))
  on('POST', '/control/api/oauth/approve', ({ body }) => {
    const scopes = textsMember(body, 'scopes')
    const options = { user: textOf(body, 'user'), ...(scopes && { scopes }) }
    return { location: oauth.approve(textOf(body, 'url'), options) }
  })
  on('POST', '/control/api/oauth/deny', ({ body }) => ({ location: oauth.deny(textOf(body, 'url')) }))
  on('POST', '/control/api/oauth/revoke', ({ body }) => ({
    revoked: oauth.revokeGrant(textOf(body, 'user'), textMember(body, 'clientId')),
  }))
  on('POST', '/control/api/oauth/expire', ({ body }) => oauth.expireAccessTokens(textMember(body, 'user')))
}

function clientFromJson(body: unknown): NewOAuthClient {
  const kind = textOf(body, 'kind')
  if (kind !== 'web' && kind !== 'native') throw new RangeError('"kind" is web or native')
  const client: NewOAuthClient = { kind, redirectUris: textsMember(body, 'redirectUris') ?? [] }
  const scopes = textsMember(body, 'scopes')
  if (scopes) client.scopes = scopes
  for (const name of ['clientId', 'clientSecret', 'webhookSigningKey'] as const) {
    const text = textMember(body, name)
    if (text !== undefined) client[name] = text
  }
  return client
}
