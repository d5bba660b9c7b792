import type { CalendlyClient } from '../calendly/client.ts'
import type { Tokens } from '../calendly/tokens.ts'
import { SyncError } from '../errors.ts'
import { credentialKind, credentialUser, isOwnCredential } from '../resources/credential.ts'
import type { Account } from '../store/accounts.ts'
import type { Clients } from './clients.ts'
import type { Installation } from './installation.ts'

/** @throws SyncError `no_token` when nothing can be read with for this account. */
export type ClientFor = (account: Pick<Account, 'credential'>) => CalendlyClient

/** What Calendly counts together with the calls for an account. */
export type BucketOf = (account: Pick<Account, 'credential'>) => string

export function createBucketOf(
  installation: Pick<Installation, 'bucket'>,
  clientId: string | undefined,
): BucketOf {
  return ({ credential }) => {
    if (!isOwnCredential(credential)) return installation.bucket
    const kind = credentialKind(credential)
    return `${kind}:${kind === 'oauth' ? `${clientId}:` : ''}${credentialUser(credential)}`
  }
}

/** Each account is read with its user's own token, if he has brought one, else with the installation's. */
export function createClientFor(parts: {
  readonly installation: Installation
  readonly clients: Clients
  /** Undefined: there is no key that users' tokens could be opened with. */
  readonly tokens: Tokens | undefined
  readonly bucketOf: BucketOf
}): ClientFor {
  const { installation, clients, tokens, bucketOf } = parts
  return ({ credential }) => {
    if (!isOwnCredential(credential)) return installation.clientFor({ credential })
    if (!tokens)
      throw new SyncError(
        'no_token',
        'The token of this account cannot be opened: ENCRYPTION_KEYS is not set.',
      )
    return clients.on(bucketOf({ credential }), (refused) => tokens.accessToken(credential, refused))
  }
}
