import { type RefObject, useEffect, useRef, useState } from 'react'
import { type Held, hold } from './hold.ts'

/** Scrolled less than this one still sees the newest. */
const AT_TOP_PX = 40

/**
 * Holds a list still while it is read: once one has scrolled, has the focus in it or has opened an entry, what comes at
 * its top waits until it is asked for, or until one is back at the top.
 *
 * @param mark - other filters: nothing of the list before is held.
 */
export function useHold<Entry extends { readonly id: string }>(
  entries: readonly Entry[],
  list: RefObject<HTMLElement | null>,
  hasOpen: boolean,
  mark: string,
): Held<Entry> & { readonly letIn: () => void } {
  const isReading = useReading(list) || hasOpen
  const top = useRef<{ readonly id: string | undefined; readonly mark: string }>(undefined)
  const [, renew] = useState(0)
  const first = entries[0]?.id
  if (!isReading || top.current?.mark !== mark || top.current.id === undefined)
    top.current = { id: first, mark }
  return {
    ...hold(entries, top.current.id),
    letIn() {
      top.current = { id: first, mark }
      renew((n) => n + 1)
    },
  }
}

function useReading(list: RefObject<HTMLElement | null>): boolean {
  const [isReading, setReading] = useState(false)
  useEffect(() => {
    const look = () => {
      const hasFocus = list.current?.contains(document.activeElement) ?? false
      setReading(hasFocus || window.scrollY > AT_TOP_PX)
    }
    const events = ['scroll', 'focusin', 'focusout'] as const
    for (const event of events) window.addEventListener(event, look, { passive: true })
    return () => {
      for (const event of events) window.removeEventListener(event, look)
    }
  }, [list])
  return isReading
}
