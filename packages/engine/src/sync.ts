import { createOAuth } from './calendly/oauth.ts'
import { createTokens } from './calendly/tokens.ts'
import { systemClock } from './clock.ts'
import type { Run } from './contract.ts'
import { SyncError } from './errors.ts'
import type { WebhookSettings } from './flows/pass.ts'
import { isReachable } from './flows/reachable.ts'
import { silentLog } from './log.ts'
import { emailKey } from './resources/email.ts'
import { createSecrets } from './secrets.ts'
import { listAccounts } from './store/accounts.ts'
import { openBell } from './store/bell.ts'
import { openDatabase } from './store/database.ts'
import { openInbox } from './store/inbox/keep.ts'
import { isMigrated, migrate, pendingMigrations } from './store/migrate.ts'
import { listChanges } from './store/read/changes.ts'
import { getRun, type Viewer } from './store/read/runs.ts'
import { schedulerFacts } from './store/read/scheduler.ts'
import { createSessions } from './store/sessions.ts'
import { findUsers, saveUser } from './store/users.ts'
import { createAccounts } from './sync/accounts.ts'
import { createAlerts } from './sync/alerts.ts'
import { createCallsOf } from './sync/calls-of.ts'
import { createBucketOf, createClientFor } from './sync/client-for.ts'
import { createClients } from './sync/clients.ts'
import { createConnections } from './sync/connections.ts'
import { dryRun } from './sync/dry-run.ts'
import { createEndpointKeys } from './sync/endpoint-keys.ts'
import { createEventHub } from './sync/events.ts'
import { createFeed } from './sync/feed.ts'
import { createInstallation, installationBucket } from './sync/installation.ts'
import { createKeys } from './sync/keys.ts'
import { createLinking } from './sync/linking.ts'
import { createLookBack } from './sync/look-back.ts'
import { createMatcher } from './sync/match.ts'
import { createMeetings } from './sync/meetings.ts'
import { createMetrics } from './sync/metrics.ts'
import { createOperations } from './sync/operations.ts'
import { createPeople } from './sync/people.ts'
import { createReceiver } from './sync/receive.ts'
import { showStatus } from './sync/status.ts'
import type { Sync, SyncOptions } from './sync/surface.ts'
import { createTokenStore } from './sync/token-store.ts'
import { createWebhooks, dropSubscriptionsOf } from './sync/webhooks.ts'
import { whyNoAccount } from './sync/why-no-account.ts'
import { type AccountQueue, openQueue } from './worker/queue.ts'
import { type RunRequest, requestRun } from './worker/request-run.ts'
import { startWorker, type Worker } from './worker/worker.ts'

const minuteMs = 60_000

/** Asks for the installation, from a shell. */
const nobody = '00000000-0000-0000-0000-000000000000'

const lentSessions =
  'The database is reached through a pooler in transaction mode: news of other processes is looked for once a second, and statements are not prepared. A direct or session address in DATABASE_URL is quicker'

/** Joins the parts; nothing happens before `start`. */
export function createSync(options: SyncOptions): Sync {
  const { clock = systemClock, log = silentLog, random = Math.random } = options
  const window = options.window ?? { lookbackDays: 730, lookaheadDays: 365 }
  const intervalMs = options.schedule?.intervalMs ?? 15 * minuteMs
  const { connectionString, schema = 'public', poolSize } = options.database
  const { origin = 'https://api.calendly.com' } = options.calendly
  const sessions = createSessions(connectionString, (kind) => kind === 'lent' && log.warn(lentSessions))
  const database = openDatabase({
    connectionString,
    schema,
    sessions,
    ...(poolSize !== undefined && { poolSize }),
    onError: (error) => log.warn('a database connection broke', { error }),
  })
  const bell = openBell({ connectionString, pool: database.pool, sessions, log })
  const events = createEventHub({ database, bell, log })
  const { requestsPerMinute, timeouts } = options.calendly
  const clients = createClients({ database, origin, requestsPerMinute, timeouts, clock, log, random })
  const installation = createInstallation({
    database,
    clients,
    origin,
    personalAccessToken: options.calendly.personalAccessToken,
    users: options.users,
    clock,
    onConnected: async (account, isNew) => {
      bell.ring('accounts')
      if (isNew) await request({ accounts: [account], trigger: 'import', userId: account.user_id })
    },
  })
  const matcher = createMatcher({
    database,
    installation,
    usersQuery: options.usersQuery,
    intervalMs,
    clock,
    log,
    onChanged: () => bell.ring('accounts'),
  })
  const { webhooks } = options
  const secrets = options.encryptionKeys && createSecrets(options.encryptionKeys)
  const { oauth: app, authOrigin = 'https://auth.calendly.com' } = options.calendly
  const oauth = app && createOAuth({ ...app, authOrigin }, clients.transport)
  const bucketOf = createBucketOf(installation, app?.clientId)
  const clientFor = createClientFor({
    installation,
    clients,
    tokens: secrets && createTokens({ store: createTokenStore(database, secrets), oauth, clock, log }),
    bucketOf,
  })
  const keys = createKeys({
    database,
    secrets,
    whereIs: options.whereIsKey ?? (() => 'ENCRYPTION_KEYS'),
    clock,
    log,
  })
  const settings: WebhookSettings | undefined = webhooks && {
    base: `${webhooks.publicUrl}/api/calendly/webhook/`,
    isReachable: isReachable(webhooks.publicUrl, origin),
    secrets,
    appKey: webhooks.signingKeys?.[0],
    intervalMs,
  }
  const connections = createConnections({
    database,
    secrets,
    oauth,
    redirectUri: app?.redirectUri ?? '',
    isLocal: options.users === 'local',
    clientOn: (token) => clients.on(installationBucket(origin, token), async () => token),
    unsubscribe: (account) => dropSubscriptionsOf({ database, clientFor, settings, log }, account),
    // Connecting again is asking for what was missed.
    onConnected: async (account, isNew) => {
      bell.ring('accounts')
      const trigger = isNew ? 'import' : 'manual'
      await request({ accounts: [account], trigger, userId: account.user_id, requestedBy: account.user_id })
    },
    onDisconnected: () => bell.ring('accounts'),
    log,
  })
  const callsOf = createCallsOf(clients, bucketOf)
  const accounts = createAccounts({
    database,
    connections,
    callsOf,
    window,
    intervalMs,
    isLocal: options.users === 'local',
    clock,
    onChanged: () => bell.ring('accounts'),
  })
  const inbox = openInbox({
    connectionString,
    sessions,
    onError: (error) => log.warn('a database connection of the inbox broke', { error }),
  })
  const receiver = createReceiver({
    inbox,
    keys: createEndpointKeys(database, secrets, clock, webhooks?.signingKeys),
    sharedKeys: webhooks?.signingKeys ?? [],
    acceptsUnsigned: webhooks?.acceptsUnsigned ?? false,
    toleranceMs: webhooks?.toleranceMs ?? 180_000,
    clock,
    log,
    onKept: () => bell.ring('inbox'),
  })
  const stopping = new AbortController()
  const starting: Promise<void>[] = []
  let opened: Promise<AccountQueue> | undefined
  let worker: Worker | undefined
  let stopped: Promise<void> | undefined

  /** The queue opens with the first need, and again after a failure. */
  function queue(): Promise<AccountQueue> {
    opened ??= openQueue({ connectionString, log }).catch((error: unknown) => {
      opened = undefined
      throw error
    })
    return opened
  }

  async function request(what: RunRequest): Promise<string> {
    return requestRun({ database, queue: await queue(), bell }, what)
  }

  /** Repeats a step of the start until it succeeds; the waiting grows to half a minute. */
  async function persist(what: string, step: () => Promise<unknown>): Promise<void> {
    for (let waitMs = 500; !stopping.signal.aborted; waitMs = Math.min(waitMs * 2, minuteMs / 2)) {
      try {
        await step()
        return
      } catch (error) {
        if (stopping.signal.aborted) return
        log.warn(`${what} failed; it is tried again in ${waitMs / 1000} s`, { error })
        await clock.sleep(waitMs, stopping.signal).catch(() => {})
      }
    }
  }

  async function requireRun(viewer: Viewer, id: string): Promise<Run> {
    const run = await getRun(database, viewer, id)
    if (!run) throw new SyncError('not_found', `Run ${id} does not exist.`)
    return run
  }

  async function waitFor(userId: string, runId: string, waitMs: number): Promise<Run> {
    const viewer = { userId, isOperator: false }
    const until = clock.monotonic() + waitMs
    for (;;) {
      const run = await requireRun(viewer, runId)
      const isOver = run.finishedAt !== null || run.state === 'waiting' || clock.monotonic() >= until
      if (isOver || stopping.signal.aborted) return run
      await clock.sleep(100, stopping.signal).catch(() => {})
    }
  }

  async function shutDown(lastly: Promise<unknown> | undefined): Promise<void> {
    stopping.abort(new Error('the engine is stopping'))
    events.close()
    await Promise.all(starting)
    if (worker) await worker.stop(6000)
    await lastly?.catch(() => {})
    await opened?.then((open) => open.close()).catch(() => {})
    await clients.close()
    await inbox.close()
    await bell.close()
    await database.close()
  }

  return {
    async migrate() {
      await keys.check()
      return migrate({ connectionString, schema })
    },
    pendingMigrations: () => pendingMigrations({ connectionString }),

    async start({ work = true } = {}) {
      const bringUp = persist('starting the worker', async () => {
        const [open] = await Promise.all([queue(), sessions.find()])
        if (!work || worker) return
        worker = await startWorker({
          database,
          queue: open,
          bell,
          clientFor,
          clock,
          log,
          window,
          intervalMs,
          startupDelayMs: options.schedule?.startupDelayMs ?? 5000,
          concurrency: options.schedule?.concurrency ?? 16,
          webhooks: settings,
          alerts: { isLocal: options.users === 'local', isMailed: options.alerts?.isMailed ?? false },
          keepDays: webhooks?.keepDays ?? 30,
        })
      })
      const connecting = bringUp.then(() =>
        persist('connecting to Calendly', () => installation.connect(stopping.signal)),
      )
      const matching = connecting.then(async () => {
        if (!work || options.users === 'local') return
        await persist('matching users', () => matcher.run(stopping.signal))
        await matcher.keep(stopping.signal)
      })
      starting.push(matching, keys.announce(stopping.signal))
    },

    stop({ lastly } = {}) {
      stopped ??= shutDown(lastly)
      return stopped
    },

    async health() {
      try {
        const isReady = await isMigrated(database)
        return { database: isReady ? 'up' : 'unmigrated', sessions: await sessions.find() }
      } catch {
        return { database: 'down', sessions: null }
      }
    },

    users: {
      async ensure({ id, email, isEmailVouched, name }) {
        const key = emailKey(email) ?? null
        const user = await saveUser(database, {
          id,
          email: email ?? null,
          emailKey: key,
          isEmailVouched,
          name: name ?? null,
        })
        if (!user.is_settled && user.email_vouched) {
          await installation
            .match(user)
            .catch((error: unknown) => log.warn('a user could not be matched', { error }))
        }
      },
      local: () => installation.localUser(),
      check: matcher.check,
    },

    async status(userId) {
      const shown = await accounts.show(await listAccounts(database, [userId]))
      const [user] = shown.length > 0 ? [] : await findUsers(database, [userId])
      return showStatus(shown, whyNoAccount(installation, options.users, user, clock.now()))
    },

    async sync(userId, { accountId, waitMs = 0 } = {}) {
      const asked = await accounts.of(userId, accountId)
      const id = await request({
        accounts: asked,
        trigger: 'manual',
        userId,
        requestedBy: userId,
        joins: true,
      })
      return waitFor(userId, id, waitMs)
    },

    dryRun: async (userId, { accountId } = {}) =>
      dryRun({
        accounts: await accounts.of(userId, accountId),
        clientFor,
        database,
        clock,
        log,
        window,
        signal: stopping.signal,
      }),

    async trigger(who, requestedBy = who === 'everyone' ? nobody : who) {
      const all = await listAccounts(database, who === 'everyone' ? who : [who])
      const id = await request({
        accounts: all.filter((account) => account.state !== 'paused'),
        trigger: 'operator',
        userId: who === 'everyone' ? null : who,
        requestedBy,
      })
      return requireRun({ userId: requestedBy, isOperator: who === 'everyone' }, id)
    },

    scheduler: () => schedulerFacts(database, intervalMs),

    meetings: createMeetings(database, clock),
    feed: createFeed(database),
    changes: { list: (userId, after, limit) => listChanges(database, userId, after, limit) },
    events: { subscribe: events.subscribe },
    ...createLookBack({ database, clock, intervalMs, callsOf, bucketOf }),
    clients: createPeople({ database, clock, onChanged: () => bell.ring('changes') }),
    accounts: accounts.verbs,

    webhooks: {
      ...receiver,
      ...createWebhooks({
        database,
        clientFor,
        settings,
        publicUrl: webhooks?.publicUrl,
        hasSharedKey: (webhooks?.signingKeys ?? []).length > 0,
        acceptsUnsigned: webhooks?.acceptsUnsigned ?? false,
        clock,
        log,
        onReplay: () => bell.ring('inbox'),
        onChanged: () => bell.ring('accounts'),
      }),
    },

    keys,
    linking: createLinking({
      database,
      installation,
      users: options.users,
      showAccounts: accounts.show,
      onChanged: () => bell.ring('accounts'),
    }),

    operations: createOperations({
      database,
      window,
      intervalMs,
      clock,
      bucketOf: (credential) => bucketOf({ credential }),
      request,
      onChanged: () => bell.ring('accounts'),
    }),
    alerts: createAlerts({ database, clock }),
    metrics: createMetrics({ database, accounts, sessions }),
  }
}
