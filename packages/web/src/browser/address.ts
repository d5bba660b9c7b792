import { type MouseEvent, useSyncExternalStore } from 'react'
import type { MeetingView } from '../api/types.ts'

/** What the address says is on screen, so that every view is a link. */
export interface Address {
  readonly view: MeetingView
  /** The search, as typed. */
  readonly q: string
  /** The meeting that is open. */
  readonly meetingId: string | undefined
}

const VIEWS: readonly MeetingView[] = ['upcoming', 'past', 'cancelled', 'no-show']

export function useAddress(): Address {
  return readAddress(useSyncExternalStore(listen, () => window.location.search))
}

/** Shows another address without loading the page; `replace` leaves no step for the back button. */
export function goTo(address: Address, how: 'push' | 'replace' = 'push'): void {
  const url = hrefOf(address)
  if (how === 'push') window.history.pushState(null, '', url)
  else window.history.replaceState(null, '', url)
  window.dispatchEvent(new PopStateEvent('popstate'))
}

/** For links: a plain click stays on the page, any other (new tab, new window) is the browser's. */
export function followIn(address: Address) {
  return (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    goTo(address)
  }
}

/** Reads the query part; what it does not know is left at its default. */
export function readAddress(search: string): Address {
  const query = new URLSearchParams(search)
  return {
    view: VIEWS.find((view) => view === query.get('view')) ?? 'upcoming',
    q: query.get('q') ?? '',
    meetingId: query.get('meeting') ?? undefined,
  }
}

/** The shortest link: defaults are left out. */
export function hrefOf({ view, q, meetingId }: Address): string {
  const query = new URLSearchParams()
  if (view !== 'upcoming') query.set('view', view)
  if (q !== '') query.set('q', q)
  if (meetingId !== undefined) query.set('meeting', meetingId)
  return query.size === 0 ? '/' : `/?${query}`
}

function listen(onChange: () => void): () => void {
  window.addEventListener('popstate', onChange)
  return () => window.removeEventListener('popstate', onChange)
}
