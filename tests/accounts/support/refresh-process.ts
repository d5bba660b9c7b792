/*
 * Workers that all need the token of one account at the same moment, in a process of their own. Orders come as JSON in
 * ORDERS; each line on stdin is a credential to get a token for, and is answered with a line of what every worker got.
 */
import { createInterface } from 'node:readline'
import { silentLog, systemClock } from 'calendly-sync-engine'
import { createOAuth } from '../../../packages/engine/src/calendly/oauth.ts'
import { createTokens } from '../../../packages/engine/src/calendly/tokens.ts'
import { createTransport } from '../../../packages/engine/src/calendly/transport.ts'
import { createSecrets } from '../../../packages/engine/src/secrets.ts'
import { openDatabase } from '../../../packages/engine/src/store/database.ts'
import { createTokenStore } from '../../../packages/engine/src/sync/token-store.ts'

export interface Orders {
  readonly connectionString: string
  readonly key: string
  readonly app: {
    readonly clientId: string
    readonly clientSecret: string
    readonly authOrigin: string
    readonly redirectUri: string
  }
  readonly workers: number
}

// Written by `refresh.test.ts`, and by nobody else.
const orders = JSON.parse(process.env.ORDERS ?? '{}') as Orders
const database = openDatabase({ connectionString: orders.connectionString })
const secrets = createSecrets([{ id: 'k1', key: Buffer.from(orders.key, 'hex') }])
const oauth = createOAuth(orders.app, createTransport())

/** Each worker has a memory of its own, as if it were a process. */
const worker = () =>
  createTokens({ store: createTokenStore(database, secrets), oauth, clock: systemClock, log: silentLog })

console.log('ready')
for await (const credential of createInterface({ input: process.stdin })) {
  const got = await Promise.all(
    Array.from({ length: orders.workers }, () =>
      worker()
        .accessToken(credential)
        .catch((error: unknown) => `failed: ${String(error)}`),
    ),
  )
  console.log(JSON.stringify(got))
}
await database.close()
