import { randomUUID } from 'node:crypto'
import type { TransportTimeouts } from './calendly/transport.ts'
import { type Clock, systemClock } from './clock.ts'
import type {
  AccountState,
  AccountStatus,
  Change,
  Client,
  Instant,
  Meeting,
  MeetingDetail,
  MeetingQuery,
  Page,
  Problem,
  Run,
  RunCounts,
  SchedulerStatus,
  Status,
} from './contract.ts'
import { SyncError } from './errors.ts'
import { newJournal } from './flows/pass.ts'
import type { Window } from './flows/plan.ts'
import { runAccount } from './flows/run-account.ts'
import { type Log, silentLog } from './log.ts'
import { emailKey } from './resources/email.ts'
import { type Account, listAccounts, setInterval as setAccountInterval, setPaused } from './store/accounts.ts'
import { openDatabase } from './store/database.ts'
import { isMigrated, migrate, pendingMigrations } from './store/migrate.ts'
import { releaseMissing } from './store/missing.ts'
import { listChanges, showChange } from './store/read/changes.ts'
import { type ClientQuery, getClient, listClients } from './store/read/clients.ts'
import { getMeeting } from './store/read/meeting-detail.ts'
import { listMeetings } from './store/read/meetings.ts'
import { getRun, listRuns, type RunQuery, type Viewer } from './store/read/runs.ts'
import { importProgress, schedulerFacts, unfinishedRuns } from './store/read/scheduler.ts'
import { type RehearsedChange, rehearse } from './store/rehearse.ts'
import { saveUser } from './store/users.ts'
import { createInstallation } from './sync/installation.ts'
import { showAccount, showStatus } from './sync/status.ts'
import { type AccountQueue, openQueue } from './worker/queue.ts'
import { requestRun } from './worker/request-run.ts'
import { startWorker, type Worker } from './worker/worker.ts'

export interface SyncOptions {
  readonly database: {
    /** Postgres 14 or newer, Supabase included. */
    readonly connectionString: string
    /** Of `meetings`, `clients` and `meeting_clients`; default `public`. */
    readonly schema?: string | undefined
    /** Connections at most, beside three of the job queue; default 10. */
    readonly poolSize?: number | undefined
  }
  readonly calendly: {
    /** Default `https://api.calendly.com`. */
    readonly origin?: string | undefined
    readonly personalAccessToken?: string | undefined
    /** Never more calls a minute than this, whatever Calendly would allow. */
    readonly requestsPerMinute?: number | undefined
    /** Deadlines of a call; defaults 10 s to connect, 15 s to the headers, 30 s in all. */
    readonly timeouts?: TransportTimeouts | undefined
  }
  /** `local`: the one user is the token's Calendly user. `matched`: users come by `users.ensure` and are matched by e-mail. */
  readonly users: 'local' | 'matched'
  /** Default 730 days back and 365 ahead. */
  readonly window?: Window | undefined
  readonly schedule?: {
    /** Default 15 minutes. */
    readonly intervalMs?: number | undefined
    /** Until the first tick; default 5 s. A first import does not wait for it. */
    readonly startupDelayMs?: number | undefined
    /** Runs at a time in this process; default 8. */
    readonly concurrency?: number | undefined
  }
  readonly clock?: Clock | undefined
  readonly log?: Log | undefined
  /** In [0, 1); for jitter. */
  readonly random?: (() => number) | undefined
}

export interface DryRun extends RunCounts {
  readonly wouldChange: readonly Omit<Change, 'seq' | 'at'>[]
  readonly requests: number
}

/** The engine: mirrors Calendly into one Postgres. Any number of processes may run one on the same database. */
export interface Sync {
  /** Brings the database to the newest shape. @throws SyncError `foreign_table`, `migration_failed` */
  migrate(): Promise<string[]>
  pendingMigrations(): Promise<string[]>
  /**
   * Starts ticking; resolves at once and keeps trying while the database or Calendly is away.
   *
   * @param options.work - false: requests are queued here and worked on by other processes.
   */
  start(options?: { readonly work?: boolean }): Promise<void>
  /** Drains: running work stops at its next step and is given back. */
  stop(): Promise<void>
  health(): Promise<{ readonly database: 'up' | 'down' | 'unmigrated' }>
  readonly users: {
    /** Makes or refreshes a user, and looks for its Calendly account when it has none. */
    ensure(user: {
      readonly id: string
      readonly email?: string
      readonly isEmailVouched: boolean
      readonly name?: string
    }): Promise<void>
    /** The one user of `local` mode; undefined until Calendly has told whose the token is. */
    local(): Promise<string | undefined>
  }
  status(userId: string): Promise<Status>
  /**
   * Syncs the user's accounts now: what lies ahead, then the whole past. Joins a run under way.
   *
   * @param options.waitMs - answer when the run has ended, or after so long; default 0.
   * @throws SyncError `no_account`
   */
  sync(userId: string, options?: { readonly accountId?: string; readonly waitMs?: number }): Promise<Run>
  /** Reads Calendly like a tick and tells what would change; nothing is kept. @throws SyncError `no_account`, CalendlyError */
  dryRun(userId: string, options?: { readonly accountId?: string }): Promise<DryRun>
  /** Ticks the accounts of one user, or of everybody. */
  trigger(who: string | 'everyone', requestedBy?: string): Promise<Run>
  scheduler(): Promise<SchedulerStatus>
  readonly runs: {
    list(viewer: Viewer, query?: RunQuery): Promise<Page<Run>>
    get(viewer: Viewer, id: string): Promise<Run | undefined>
  }
  readonly meetings: {
    list(userId: string, query?: MeetingQuery): Promise<Page<Meeting>>
    get(userId: string, id: string): Promise<MeetingDetail | undefined>
  }
  readonly changes: {
    list(
      userId: string,
      after?: string,
      limit?: number,
    ): Promise<{ readonly data: readonly Change[]; readonly next: string }>
  }
  readonly clients: {
    list(userId: string, query?: ClientQuery): Promise<Page<Client>>
    get(userId: string, id: string): Promise<(Client & { readonly meetings: readonly Meeting[] }) | undefined>
  }
  readonly accounts: {
    list(who: string | 'everyone'): Promise<AccountStatus[]>
    /** @returns how many accounts changed. */
    pause(who: string | 'everyone', accountId?: string): Promise<number>
    resume(who: string | 'everyone', accountId?: string): Promise<number>
    /** Releases the brake: what the lists no longer show is asked for at the next check. @returns how many meetings. */
    confirmMissing(userId: string, accountId: string): Promise<number>
    /** Minutes from 1 to 1440; null: the installation's own. @returns false when there is no such account. */
    setInterval(userId: string, accountId: string, minutes: number | null): Promise<boolean>
  }
  metrics(): Promise<{
    readonly accounts: Readonly<Record<AccountState, number>>
    readonly runsUnfinished: number
    readonly oldestCompleteAsOf: Instant | null
  }>
}

const minuteMs = 60_000

/** Joins the parts; nothing happens before `start`. */
export function createSync(options: SyncOptions): Sync {
  const { clock = systemClock, log = silentLog, random = Math.random } = options
  const window = options.window ?? { lookbackDays: 730, lookaheadDays: 365 }
  const intervalMs = options.schedule?.intervalMs ?? 15 * minuteMs
  const { connectionString, schema = 'public', poolSize } = options.database
  const database = openDatabase({
    connectionString,
    schema,
    ...(poolSize !== undefined && { poolSize }),
    onError: (error) => log.warn('a database connection broke', { error }),
  })
  const installation = createInstallation({
    database,
    origin: options.calendly.origin ?? 'https://api.calendly.com',
    personalAccessToken: options.calendly.personalAccessToken,
    requestsPerMinute: options.calendly.requestsPerMinute,
    timeouts: options.calendly.timeouts,
    users: options.users,
    clock,
    log,
    random,
    onConnected: async (account) => {
      const request = { accounts: [account], trigger: 'import', userId: account.user_id } as const
      await requestRun(database, await queue(), request)
    },
  })
  const stopping = new AbortController()
  const starting: Promise<void>[] = []
  let opened: Promise<AccountQueue> | undefined
  let worker: Worker | undefined

  /** The queue opens with the first need, and again after a failure. */
  function queue(): Promise<AccountQueue> {
    opened ??= openQueue({ connectionString, log }).catch((error: unknown) => {
      opened = undefined
      throw error
    })
    return opened
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
    const context = { nowMs: clock.now(), window, intervalMs }
    return accounts.map((account) => showAccount(account, context, progress.get(account.id) ?? null))
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

  async function whyNoAccount(): Promise<Problem> {
    const since = new Date(clock.now()).toISOString()
    if (!installation.client) {
      return {
        code: 'not_connected',
        message: 'No Calendly account is connected, so there is nothing to show.',
        nextStep: 'Set CALENDLY_PERSONAL_ACCESS_TOKEN and start again.',
        since,
      }
    }
    if (options.users === 'local') {
      return {
        code: 'connecting',
        message: 'Calendly has not answered yet whose token this is.',
        nextStep: 'Nothing to do: it is asked again until it answers. The log says what it answered last.',
        since,
      }
    }
    return {
      code: 'email_unmatched',
      message:
        'No Calendly user with your e-mail address was found in the organization, or your sign-in does not vouch for the address.',
      nextStep:
        'Ask your operator to check the address in Calendly, or to trust the e-mail claims of your platform.',
      since,
    }
  }

  return {
    migrate: () => migrate({ connectionString, schema }),
    pendingMigrations: () => pendingMigrations({ connectionString, schema }),

    async start({ work = true } = {}) {
      const bringUp = persist('starting the worker', async () => {
        const open = await queue()
        if (!work || worker) return
        worker = await startWorker({
          database,
          queue: open,
          clientFor: installation.clientFor,
          clock,
          log,
          window,
          intervalMs,
          startupDelayMs: options.schedule?.startupDelayMs ?? 5000,
          concurrency: options.schedule?.concurrency ?? 8,
        })
      })
      const connecting = bringUp.then(() =>
        persist('connecting to Calendly', () => installation.connect(stopping.signal)),
      )
      starting.push(connecting)
    },

    async stop() {
      stopping.abort(new Error('the engine is stopping'))
      await Promise.all(starting)
      if (worker) await worker.stop(6000)
      else await opened?.then((open) => open.stop(1000)).catch(() => {})
      await installation.close()
      await database.close()
    },

    async health() {
      try {
        return { database: (await isMigrated(database)) ? 'up' : 'unmigrated' }
      } catch {
        return { database: 'down' }
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
      return showStatus(accounts, accounts.length === 0 ? await whyNoAccount() : null)
    },

    async sync(userId, { accountId, waitMs = 0 } = {}) {
      const accounts = await accountsOf(userId, accountId)
      const request = { accounts, trigger: 'manual', userId, requestedBy: userId, joins: true } as const
      return waitFor(userId, await requestRun(database, await queue(), request), waitMs)
    },

    async dryRun(userId, { accountId } = {}) {
      const tag = randomUUID()
      const changes = new Map<string, RehearsedChange>()
      const journal = newJournal()
      let requests = 0
      for (const account of await accountsOf(userId, accountId)) {
        const client = installation.clientFor(account)
        try {
          const rehearsal = rehearse(database, tag, (some) => {
            for (const change of some) changes.set(change.meeting_id, change)
          })
          const fence = { accountRunId: tag, holder: null }
          const startedAtMs = clock.monotonic()
          const pass = {
            account,
            fence,
            client,
            database: rehearsal,
            clock,
            log,
            window,
            journal,
            startedAtMs,
          } as const
          await runAccount({ ...pass, signal: stopping.signal, priority: 'person' }, 'manual')
        } finally {
          requests += client.requests
          await client.close()
        }
      }
      return { ...countRehearsed([...changes.values()], journal.seen.size), requests }
    },

    async trigger(who, requestedBy) {
      const accounts = await listAccounts(database, who === 'everyone' ? who : [who])
      const request = {
        accounts: accounts.filter((account) => account.state !== 'paused'),
        trigger: 'operator',
        userId: who === 'everyone' ? null : who,
        requestedBy,
      } as const
      const id = await requestRun(database, await queue(), request)
      return requireRun({ userId: requestedBy ?? who, isOperator: who === 'everyone' }, id)
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
    clients: {
      list: (userId, query = {}) => listClients(database, userId, query, clock.now()),
      get: (userId, id) => getClient(database, userId, id, clock.now()),
    },
    accounts: {
      list: async (who) => showAccounts(await listAccounts(database, who === 'everyone' ? who : [who])),
      pause: (who, accountId) => setPaused(database, who, accountId, true),
      resume: (who, accountId) => setPaused(database, who, accountId, false),
      confirmMissing: (userId, accountId) => releaseMissing(database, userId, accountId),
      setInterval: (userId, accountId, minutes) =>
        setAccountInterval(database, userId, accountId, minutes === null ? null : minutes * minuteMs),
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
      }
    },
  }
}

function countRehearsed(changes: readonly RehearsedChange[], checked: number): Omit<DryRun, 'requests'> {
  const isNew = (change: RehearsedChange) => change.was_deleted === null && !change.is_deleted
  const isDeleted = (change: RehearsedChange) => change.is_deleted && change.was_deleted !== true
  const appeared = changes.filter(isNew).length
  const deleted = changes.filter(isDeleted).length
  return {
    new: appeared,
    updated: changes.length - appeared - deleted,
    deleted,
    unchanged: Math.max(0, checked - changes.length),
    wouldChange: changes.map((change) => {
      const shown = showChange({ ...change, seq: '0', at: '', meetingId: change.meeting_id })
      return { kind: shown.kind, meetingId: shown.meetingId, before: shown.before, after: shown.after }
    }),
  }
}
