import { expect, test } from 'vitest'
import {
  credentialKind,
  credentialUser,
  installationCredential,
  isOwnCredential,
  ownCredential,
} from './credential.ts'

const calendlyUser = 'https://api.calendly.com/users/AAAA'
const userId = '4e1f8a52-0b6a-4b06-9a1d-6f5a3a8f3c11'

test('every credential tells whose token it is, of which kind, and who brought it', () => {
  const table = [
    [installationCredential(calendlyUser), 'pat', false],
    [ownCredential('pat', userId, calendlyUser), 'pat', true],
    [ownCredential('oauth', userId, calendlyUser), 'oauth', true],
  ] as const
  for (const [credential, kind, isOwn] of table) {
    expect(credentialUser(credential)).toBe(calendlyUser)
    expect(credentialKind(credential)).toBe(kind)
    expect(isOwnCredential(credential)).toBe(isOwn)
  }
  expect(new Set(table.map(([credential]) => credential)).size).toBe(3)
})
