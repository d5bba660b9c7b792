import { useEffect, useState } from 'react'
import { hasBeside, type RowKind } from './neighbours.ts'

/** Whether rows stand before and after the open one, looked at again whenever the list behind has changed. */
export function useNeighbours(kind: RowKind, id: string) {
  const [has, setHas] = useState({ previous: false, next: false })
  useEffect(() => {
    const look = () =>
      setHas((before) => {
        const now = { previous: hasBeside(kind, id, -1), next: hasBeside(kind, id, 1) }
        return before.previous === now.previous && before.next === now.next ? before : now
      })
    look()
    const screen = document.getElementById('screen')
    if (!screen) return
    const watch = new MutationObserver(look)
    watch.observe(screen, { childList: true, subtree: true })
    return () => watch.disconnect()
  }, [kind, id])
  return has
}
