import { useEffect, useMemo, useRef, useState } from 'react'
import { useDrawn } from '../browser/use-drawn.ts'
import type { Filters, MeetingsSearch } from './search.ts'

/** For so long rows are awaited before the screen says that they are. */
const SOON_MS = 100

interface Ahead {
  /** The address that it is ahead of: at any other it means nothing any more. */
  readonly of: MeetingsSearch
  readonly change: Filters
}

/**
 * The address of the list, and ahead of it what was chosen last. Another address draws every link of the page anew: the
 * rows go first, and the address follows when a frame with them has been drawn. Rows that come soon are drawn with what
 * else the choice changes; no frame is spent on saying that they are awaited.
 *
 * @param go - changes the address.
 * @returns `search`: what is to be shown; `choose`: resolves once that is what was chosen, or another choice was made.
 */
export function useAhead(address: MeetingsSearch, go: (change: Filters) => void) {
  const [made, setMade] = useState<Ahead>()
  const ahead = made?.of === address ? made : undefined
  if (made && !ahead) setMade(undefined) // also for whoever goes back there
  const search = useMemo(() => ({ ...address, ...ahead?.change }), [address, ahead])
  const now = useRef({ address, go, choices: 0 })
  Object.assign(now.current, { address, go })
  const isDrawn = useDrawn(ahead)
  useEffect(() => {
    if (ahead && isDrawn) now.current.go(ahead.change)
  }, [ahead, isDrawn])
  const choose = async (change: Filters, rows: Promise<unknown>) => {
    now.current.choices += 1
    const choice = now.current.choices
    await Promise.race([rows, new Promise((resolve) => setTimeout(resolve, SOON_MS))])
    if (choice !== now.current.choices) return
    const of = now.current.address
    setMade((before) => ({ of, change: before?.of === of ? { ...before.change, ...change } : change }))
  }
  return { search, choose }
}
