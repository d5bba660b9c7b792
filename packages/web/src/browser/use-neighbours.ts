import { useEffect, useState } from 'react'
import { hasBeside } from './neighbours.ts'

/** Whether rows stand before and after the open one, looked at again whenever the list behind has changed. */
export function useNeighbours(id: string) {
  const [has, setHas] = useState({ previous: false, next: false })
  useEffect(() => {
    const look = () =>
      setHas((before) => {
        const now = { previous: hasBeside(id, -1), next: hasBeside(id, 1) }
        return before.previous === now.previous && before.next === now.next ? before : now
      })
    look()
    const screen = document.getElementById('screen')
    if (!screen) return
    const watch = new MutationObserver(look)
    watch.observe(screen, { childList: true, subtree: true })
    return () => watch.disconnect()
  }, [id])
  return has
}
