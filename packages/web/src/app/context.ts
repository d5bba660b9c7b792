import { createContext, useContext } from 'react'
import type { Status } from '../api/types.ts'
import type { useStatus } from '../freshness/use-status.ts'
import type { useSync } from '../sync/use-sync.ts'
import type { Formats } from '../time/formats.ts'

/** What all screens share. */
export interface App {
  /** Words for instants in the reader's own zone. */
  readonly formats: Formats
  /** Status, newest runs and the button. */
  readonly sync: ReturnType<typeof useSync>
  readonly status: Status | undefined
  readonly statusQuery: ReturnType<typeof useStatus>
  /** Whether changes are told by the server; while they are not, queries ask by themselves. */
  readonly isLive: boolean
  /** Single-key shortcuts. */
  readonly hasShortcuts: boolean
}

export const AppContext = createContext<App | undefined>(undefined)

export function useApp(): App {
  const app = useContext(AppContext)
  if (!app) throw new Error('useApp() is called outside of the shell.')
  return app
}
