import { useCallback, useSyncExternalStore } from 'react'

/** A text that this browser keeps, shared by all its tabs; null while there is none, or where nothing may be kept. */
export function useStored(name: string): readonly [string | null, (text: string) => void] {
  const text = useSyncExternalStore(listen, () => read(name))
  const write = useCallback(
    (value: string) => {
      try {
        window.localStorage.setItem(name, value)
      } catch {
        return // full, or forbidden: nothing is kept
      }
      window.dispatchEvent(new StorageEvent('storage'))
    },
    [name],
  )
  return [text, write]
}

/** A page inside another one may be forbidden to keep anything. */
function read(name: string): string | null {
  try {
    return window.localStorage.getItem(name)
  } catch {
    return null
  }
}

function listen(onChange: () => void): () => void {
  window.addEventListener('storage', onChange)
  return () => window.removeEventListener('storage', onChange)
}
