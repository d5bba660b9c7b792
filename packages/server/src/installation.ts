import { createSync, type Log, type Sync } from 'calendly-sync-engine'
import type { Config } from './config.ts'
import { demoDatabase, emptyDemoDatabase } from './demo/database.ts'
import type { Demo } from './demo/start.ts'
import { localEncryptionKeys, whereKeyIs } from './local-secrets.ts'
import { type Mail, openMail } from './mail/open.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './postgres/start.ts'
import type { SignIn } from './sign-in/open.ts'

/** The engine on its database and its Calendly, as the configuration says; nothing runs in it yet. */
export interface Installation {
  readonly sync: Sync
  readonly connectionString: string
  readonly calendly: { readonly origin: string; readonly token: string | undefined }
  readonly mail: Mail
  /** In `accounts` mode. */
  readonly signIn: SignIn | undefined
  /** Ends what was started here beside the engine: demo and embedded database. The engine must have stopped. */
  close(): Promise<void>
}

/** @throws EmbeddedPostgresError */
export async function openInstallation(config: Config, log: Log): Promise<Installation> {
  const [demo, postgres] = await Promise.all([openDemo(config, log), openPostgres(config, log)])
  if (demo?.isReborn && postgres?.owner) await emptyDemoDatabase(postgres.socketDir)
  const connectionString = config.databaseUrl ?? postgres?.connectionString ?? ''
  const calendly = {
    origin: demo?.origin ?? config.calendlyApiUrl,
    token: demo?.token ?? config.calendlyToken,
  }
  const encryptionKeys =
    config.encryptionKeys ??
    (config.authMode === 'local' ? await localEncryptionKeys(config.dataDir) : undefined)
  const mail = openMail(config, encryptionKeys ?? [])
  const sync = createSync({
    database: { connectionString, schema: config.dbSchema },
    calendly: {
      origin: calendly.origin,
      personalAccessToken: calendly.token,
      requestsPerMinute: config.calendlyRequestsPerMinute,
      authOrigin: config.calendlyAuthUrl,
      oauth: oauthApp(config),
    },
    webhooks: {
      publicUrl: config.publicUrl,
      signingKeys: config.webhookSigningKeys,
      toleranceMs: config.webhookToleranceSeconds * 1000,
      acceptsUnsigned: config.authMode === 'local',
      keepDays: config.webhookKeepDays,
    },
    encryptionKeys,
    whereIsKey: whereKeyIs(config),
    users: config.authMode === 'local' ? 'local' : 'matched',
    usersQuery: config.usersQuery,
    window: { lookbackDays: config.syncLookbackDays, lookaheadDays: config.syncLookaheadDays },
    schedule: {
      intervalMs: config.syncIntervalMinutes * 60_000,
      startupDelayMs: config.syncStartupDelaySeconds * 1000,
    },
    alerts: { isMailed: mail.problem === null },
    log,
  })
  const signIn = await openAccounts(config, connectionString, log)
  return {
    sync,
    connectionString,
    calendly,
    mail,
    signIn,
    close: async () => {
      mail.close()
      await signIn?.close()
      await demo?.close()
      await postgres?.stop()
    },
  }
}

function oauthApp({ calendlyClientId: clientId, calendlyClientSecret: clientSecret, publicUrl }: Config) {
  if (clientId === undefined || clientSecret === undefined) return undefined
  return {
    clientId,
    clientSecret,
    redirectUri: `${publicUrl.replace(/\/+$/, '')}/api/calendly/oauth/callback`,
  }
}

/** Its library is loaded only where it is used. */
async function openAccounts(config: Config, connectionString: string, log: Log): Promise<SignIn | undefined> {
  const { authMode, publicUrl, ownerEmail, encryptionKeys = [] } = config
  if (authMode !== 'accounts') return undefined
  const { openSignIn } = await import('./sign-in/open.ts')
  return openSignIn({ connectionString, publicUrl, ownerEmail, encryptionKeys, log })
}

/** The simulator is loaded only where it is used. */
async function openDemo(config: Config, log: Log): Promise<Demo | undefined> {
  if (!config.isDemo) return undefined
  const hasOwnDatabase = config.databaseUrl === undefined
  const { startDemo } = await import('./demo/start.ts')
  const demo = await startDemo(config.dataDir, { mayBeReborn: hasOwnDatabase })
  log.info(
    `Demo: CALENDLY_PERSONAL_ACCESS_TOKEN is not set, so a simulator plays Calendly. Drive it at ${demo.origin}/control`,
  )
  if (!hasOwnDatabase) log.warn('The meetings of the demo go into the database of DATABASE_URL')
  return demo
}

async function openPostgres(config: Config, log: Log): Promise<EmbeddedPostgres | undefined> {
  if (config.databaseUrl !== undefined) return undefined
  return startEmbeddedPostgres({
    dataDir: config.dataDir,
    log,
    ...(config.isDemo && { database: demoDatabase }),
  })
}
