import { systemClock } from './clock.ts'
import type { AccountStatus, Run } from './contract.ts'
import { SyncError } from './errors.ts'
import type { WebhookSettings } from './flows/pass.ts'
import { isReachable } from './flows/reachable.ts'
import { silentLog } from './log.ts'
import { emailKey } from './resources/email.ts'
import { createSecrets } from './secrets.ts'
import { type Account, listAccounts, setInterval as setAccountInterval, setPaused } from './store/accounts.ts'
import { openBell } from './store/bell.ts'
import { openDatabase } from './store/database.ts'
import { openInbox } from './store/inbox/keep.ts'
import { isMigrated, migrate, pendingMigrations } from './store/migrate.ts'
import { releaseMissing } from './store/missing.ts'
import { listChanges } from './store/read/changes.ts'
import { getClient, listClients } from './store/read/clients.ts'
import { hasUnverified } from './store/read/deliveries.ts'
import { inboxFigures } from './store/read/inbox.ts'
import { getMeeting } from './store/read/meeting-detail.ts'
import { listMeetings } from './store/read/meetings.ts'
import { getRun, listRuns, type Viewer } from './store/read/runs.ts'
import { importProgress, schedulerFacts, unfinishedRuns } from './store/read/scheduler.ts'
import { listSubscriptions } from './store/read/subscriptions.ts'
import { createSessions } from './store/sessions.ts'
import { saveUser } from './store/users.ts'
import { dryRun } from './sync/dry-run.ts'
import { createEndpointKeys } from './sync/endpoint-keys.ts'
import { createEventHub } from './sync/events.ts'
import { createInstallation } from './sync/installation.ts'
import { createReceiver } from './sync/receive.ts'
import { showAccount, showStatus, whyNoAccount } from './sync/status.ts'
import type { Sync, SyncOptions } from './sync/surface.ts'
import { createWebhooks } from './sync/webhooks.ts'
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
  const installation = createInstallation({
    database,
    origin,
    personalAccessToken: options.calendly.personalAccessToken,
    requestsPerMinute: options.calendly.requestsPerMinute,
    timeouts: options.calendly.timeouts,
    users: options.users,
    clock,
    log,
    random,
    onConnected: async (account, isNew) => {
      bell.ring('accounts')
      if (isNew) await request({ accounts: [account], trigger: 'import', userId: account.user_id })
    },
  })
  const { webhooks } = options
  const secrets = options.encryptionKeys && createSecrets(options.encryptionKeys)
  const settings: WebhookSettings | undefined = webhooks && {
    base: `${webhooks.publicUrl}/api/calendly/webhook/`,
    isReachable: isReachable(webhooks.publicUrl, origin),
    secrets,
    intervalMs,
  }
  const inbox = openInbox({
    connectionString,
    sessions,
    onError: (error) => log.warn('a database connection of the inbox broke', { error }),
  })
  const receiver = createReceiver({
    inbox,
    keys: createEndpointKeys(database, secrets, clock),
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

  /** Rings after a change to accounts. */
  async function touched<Result>(change: Promise<Result>): Promise<Result> {
    const result = await change
    bell.ring('accounts')
    return result
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

  async function accountsOf(userId: string, accountId?: string): Promise<Account[]> {
    const all = await listAccounts(database, [userId])
    const chosen = all.filter((account) => accountId === undefined || account.id === accountId)
    if (chosen.length > 0) return chosen
    throw new SyncError(
      'no_account',
      'No Calendly account is connected, so there is nothing to sync. Connect one first.',
    )
  }

  async function showAccounts(accounts: readonly Account[]): Promise<AccountStatus[]> {
    const progress = await importProgress(
      database,
      accounts.map((account) => account.id),
    )
    const context = {
      nowMs: clock.now(),
      window,
      intervalMs,
      subscriptions: await subscriptionsOf(accounts),
      hasUnverified: await hasUnverified(database),
    }
    return accounts.map((account) => showAccount(account, context, progress.get(account.id) ?? null))
  }

  async function subscriptionsOf(accounts: readonly Account[]) {
    const users = new Set(accounts.map((account) => account.user_id))
    const [only] = users
    const found = await listSubscriptions(database, users.size === 1 && only ? only : 'everyone')
    return new Map(found.flatMap((one) => one.accountIds.map((id) => [id, one] as const)))
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
    await installation.close()
    await inbox.close()
    await bell.close()
    await database.close()
  }

  return {
    migrate: () => migrate({ connectionString, schema }),
    pendingMigrations: () => pendingMigrations({ connectionString, schema }),

    async start({ work = true } = {}) {
      const bringUp = persist('starting the worker', async () => {
        const [open] = await Promise.all([queue(), sessions.find()])
        if (!work || worker) return
        worker = await startWorker({
          database,
          queue: open,
          bell,
          clientFor: installation.clientFor,
          clock,
          log,
          window,
          intervalMs,
          startupDelayMs: options.schedule?.startupDelayMs ?? 5000,
          concurrency: options.schedule?.concurrency ?? 16,
          webhooks: settings,
          keepDays: webhooks?.keepDays ?? 30,
        })
      })
      const connecting = bringUp.then(() =>
        persist('connecting to Calendly', () => installation.connect(stopping.signal)),
      )
      starting.push(connecting)
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
        if (!user.has_account && isEmailVouched) {
          await installation
            .match(user)
            .catch((error: unknown) => log.warn('a user could not be matched', { error }))
        }
      },
      local: () => installation.localUser(),
    },

    async status(userId) {
      const accounts = await showAccounts(await listAccounts(database, [userId]))
      return showStatus(accounts, whyNoAccount(installation.client !== undefined, options.users, clock.now()))
    },

    async sync(userId, { accountId, waitMs = 0 } = {}) {
      const accounts = await accountsOf(userId, accountId)
      const id = await request({ accounts, trigger: 'manual', userId, requestedBy: userId, joins: true })
      return waitFor(userId, id, waitMs)
    },

    dryRun: async (userId, { accountId } = {}) =>
      dryRun({
        accounts: await accountsOf(userId, accountId),
        clientFor: installation.clientFor,
        database,
        clock,
        log,
        window,
        signal: stopping.signal,
      }),

    async trigger(who, requestedBy = who === 'everyone' ? nobody : who) {
      const accounts = await listAccounts(database, who === 'everyone' ? who : [who])
      const id = await request({
        accounts: accounts.filter((account) => account.state !== 'paused'),
        trigger: 'operator',
        userId: who === 'everyone' ? null : who,
        requestedBy,
      })
      return requireRun({ userId: requestedBy, isOperator: who === 'everyone' }, id)
    },

    scheduler: () => schedulerFacts(database, intervalMs),

    runs: {
      list: (viewer, query = {}) => listRuns(database, viewer, query),
      get: (viewer, id) => getRun(database, viewer, id),
    },
    meetings: {
      list: (userId, query = {}) => listMeetings(database, userId, query, clock.now()),
      get: (userId, id) => getMeeting(database, userId, id),
    },
    changes: { list: (userId, after, limit) => listChanges(database, userId, after, limit) },
    events: { subscribe: events.subscribe },
    clients: {
      list: (userId, query = {}) => listClients(database, userId, query, clock.now()),
      get: (userId, id) => getClient(database, userId, id, clock.now()),
    },
    accounts: {
      list: async (who) => showAccounts(await listAccounts(database, who === 'everyone' ? who : [who])),
      pause: (who, accountId) => touched(setPaused(database, who, accountId, true)),
      resume: (who, accountId) => touched(setPaused(database, who, accountId, false)),
      confirmMissing: (userId, accountId) => releaseMissing(database, userId, accountId),
      setInterval: (userId, accountId, minutes) =>
        touched(
          setAccountInterval(database, userId, accountId, minutes === null ? null : minutes * minuteMs),
        ),
    },

    webhooks: {
      ...receiver,
      ...createWebhooks({
        database,
        clientFor: installation.clientFor,
        settings,
        publicUrl: webhooks?.publicUrl,
        hasSharedKey: (webhooks?.signingKeys ?? []).length > 0,
        acceptsUnsigned: webhooks?.acceptsUnsigned ?? false,
        clock,
        log,
        onReplay: () => bell.ring('inbox'),
      }),
    },

    async metrics() {
      const accounts = await showAccounts(await listAccounts(database, 'everyone'))
      const moments = accounts.flatMap((account) => account.completeAsOf ?? [])
      const counts = { active: 0, paused: 0, reconnect: 0, limited: 0, failing: 0 }
      for (const account of accounts) counts[account.state] += 1
      return {
        accounts: counts,
        runsUnfinished: await unfinishedRuns(database),
        oldestCompleteAsOf: moments.toSorted()[0] ?? null,
        inbox: await inboxFigures(database),
        sessions: await sessions.find(),
      }
    },
  }
}
