/*
 * A credential names the token that reads for an account, and says whose it is:
 *
 *     pat:<user URI>               the installation's personal access token
 *     pat.<our user>:<user URI>    a token that a user of ours has pasted
 *     oauth.<our user>:<user URI>  a sign-in of a user of ours at Calendly
 */

export type CredentialKind = 'pat' | 'oauth'

/** The installation's own token. @param calendlyUser - URI of the user that it acts as. */
export function installationCredential(calendlyUser: string): string {
  return `pat:${calendlyUser}`
}

/** A user's own token; one of each kind for a Calendly user. */
export function ownCredential(kind: CredentialKind, userId: string, calendlyUser: string): string {
  return `${kind}.${userId}:${calendlyUser}`
}

/** URI of the Calendly user that the token acts as. */
export function credentialUser(credential: string): string {
  return credential.slice(credential.indexOf(':') + 1)
}

export function credentialKind(credential: string): CredentialKind {
  return credential.startsWith('oauth.') ? 'oauth' : 'pat'
}

/** Whether a user of ours brought it; the others read with the installation's. */
export function isOwnCredential(credential: string): boolean {
  return /^(pat|oauth)\./.test(credential)
}
