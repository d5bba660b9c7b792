import { randomBytes, randomUUID } from 'node:crypto'
import type { OAuthClient } from 'calendly-simulator'
import type { Sync } from 'calendly-sync-engine'
import { leapingClock } from '../../engine/support/leaping-clock.ts'
import { createRig, type Rig } from '../../engine/support/rig.ts'
import { idle } from './idle.ts'

/** An installation without a token of its own, whose users sign in at the simulated Calendly. */
export interface OAuthStage {
  readonly rig: Rig
  readonly sync: Sync
  readonly app: OAuthClient
  readonly encryptionKeys: readonly { readonly id: string; readonly key: Buffer }[]
  readonly redirectUri: string
  newUser(): Promise<string>
  /** Lets the engine forget the tokens that it remembers for half a minute. */
  forget(): void
  /** Goes the whole way of a browser. @returns id of the account. */
  connect(userId: string, calendlyUser: string): Promise<string>
  close(): Promise<void>
}

export async function openOAuthStage(): Promise<OAuthStage> {
  const redirectUri = 'http://127.0.0.1:3000/api/calendly/oauth/callback'
  const encryptionKeys = [{ id: 'k1', key: randomBytes(32) }]
  const rig = await createRig({ simulator: { world: 'empty' } })
  const app = rig.simulator.oauth.register({ kind: 'web', redirectUris: [redirectUri] })
  const { clientId, clientSecret } = app
  const clock = leapingClock(() => rig.clock.now())
  let aheadMs = 0
  const sync = await rig.start({
    users: 'matched',
    clock: { ...clock, monotonic: () => clock.monotonic() + aheadMs },
    calendly: {
      personalAccessToken: undefined,
      authOrigin: rig.url,
      oauth: { clientId, clientSecret: clientSecret ?? '', redirectUri },
    },
    encryptionKeys,
  })
  return {
    rig,
    sync,
    app,
    encryptionKeys,
    redirectUri,
    forget: () => {
      aheadMs += 31_000
    },
    async newUser() {
      const id = randomUUID()
      await sync.users.ensure({ id, email: `${id}@platform.example`, isEmailVouched: true })
      return id
    },
    async connect(userId, calendlyUser) {
      const { url } = await sync.accounts.startOAuth(userId)
      const { id } = await sync.accounts.completeOAuth(
        userId,
        comeBack(rig.simulator.oauth.approve(url, { user: calendlyUser })),
      )
      await idle(sync, userId)
      return id
    },
    close: () => rig.close(),
  }
}

/** What Calendly hands to the callback. */
export function comeBack(address: string): { readonly code: string; readonly state: string } {
  const query = new URL(address).searchParams
  return { code: query.get('code') ?? '', state: query.get('state') ?? '' }
}
