import type { ApiProblem } from '../api/problem.ts'
import { createApi } from '../api/request.ts'
import type { Answer, Meeting, Run, Status } from '../api/types.ts'
import { keepLive } from '../live/connection.ts'
import { createRenewal } from '../live/renewal.ts'
import { isUnderWay, type Press } from '../sync/state.ts'
import { type Host, holdHostToken } from './host.ts'

/** What the elements of a page show. */
export interface Snapshot {
  readonly status: Status | undefined
  readonly runs: readonly Run[]
  /** The next ones, soonest first; undefined before the first answer. */
  readonly upcoming: readonly Meeting[] | undefined
  /** Why the last question was not answered; what is shown is from before. */
  readonly trouble: ApiProblem | undefined
  readonly press: Press
}

/** One connection for all elements of the page that ask the same server. */
export interface Session {
  read(): Snapshot
  /** Connects with the first listener, and is quiet after the last has left. @returns how to stop listening */
  subscribe(listener: () => void): () => void
  /** Checks Calendly now; joins a check under way. */
  sync(): void
}

const UPCOMING = 20
const POLL_MS = 15_000
const PARTS = {
  'meeting.changed': ['upcoming'],
  'run.changed': ['runs', 'status'],
  'account.changed': ['status'],
  'delivery.changed': [],
} as const

export function openSession(host: Host): Session {
  const token = holdHostToken(host)
  const api = createApi(
    token,
    (path, init) => fetch(new URL(String(path), host.server), init),
    () => {},
  )
  const listeners = new Set<() => void>()
  let state: Snapshot = {
    status: undefined,
    runs: [],
    upcoming: undefined,
    trouble: undefined,
    press: { name: 'none' },
  }
  let end: (() => void) | undefined

  const tell = (news: Partial<Snapshot>) => {
    state = { ...state, ...news }
    for (const listener of listeners) listener()
  }
  const ask: Readonly<Record<string, () => Promise<Partial<Snapshot>>>> = {
    status: async () => ({ status: await api.get<Status>('/api/calendly/status') }),
    runs: async () => ({
      runs: (await api.get<Answer<'/api/calendly/runs'>>('/api/calendly/runs', { limit: 5 })).data,
    }),
    upcoming: async () => ({
      upcoming: (
        await api.get<Answer<'/api/meetings'>>('/api/meetings', { view: 'upcoming', limit: UPCOMING })
      ).data,
    }),
  }
  const all = Object.keys(ask)

  /** Asks for these parts; what fails leaves what was there. */
  async function renew(parts: readonly string[]): Promise<void> {
    const wanted = Object.entries(ask).filter(([name]) => parts.includes(name))
    await Promise.all(
      wanted.map(async ([, question]) => tell({ ...(await token.use(question)), trouble: undefined })),
    ).catch((trouble: ApiProblem) => tell({ trouble }))
  }

  function connect(): () => void {
    let isLive = false
    const renewal = createRenewal(renew)
    renewal.ask(all)
    const endLive = keepLive({
      open: (place, signal) => token.use(() => api.stream('/api/events', place, signal)),
      onOpen: () => renewal.ask(all),
      onEvent: ({ event }) => renewal.ask(Object.entries(PARTS).find(([name]) => name === event)?.[1] ?? []),
      onLive: (told) => {
        isLive = told
      },
    })
    const timer = setInterval(() => {
      if (!isLive && !document.hidden) renewal.ask(all)
    }, POLL_MS)
    const forget = token.onChange(() => renewal.ask(all))
    return () => {
      forget()
      clearInterval(timer)
      endLive()
      renewal.stop()
    }
  }

  return {
    read: () => state,
    subscribe(listener) {
      listeners.add(listener)
      end ??= connect()
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        end?.()
        end = undefined
      }
    },
    sync() {
      if (state.press.name === 'sent') return
      tell({ press: { name: 'sent' } })
      token
        .use(() => api.post<{ run: Run }>('/api/calendly/sync'))
        .then(({ run }) => tell({ press: { name: 'answered', run }, runs: [run, ...others(run)] }))
        .catch((error: ApiProblem) => tell({ press: { name: 'refused', error } }))
        .finally(() => void renew(all))
    },
  }

  function others(run: Run): readonly Run[] {
    return state.runs.filter(({ id }) => id !== run.id)
  }
}

/** Whether a press joins a check that somebody else has begun. */
export function wouldJoin({ press, runs }: Snapshot): boolean {
  return press.name === 'sent' || runs.some(isUnderWay)
}
