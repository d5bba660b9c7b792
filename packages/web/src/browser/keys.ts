import { useEffect, useRef, useSyncExternalStore } from 'react'

/** How long a first key ("g") waits for its second. */
const SEQUENCE_MS = 1_200

/**
 * Calls back on keys, `s`, and on sequences of two, `g m`, unless the reader is typing, holds a modifier, has turned
 * shortcuts off, or has a dialog open in front.
 */
export function useKeys(keys: Readonly<Record<string, () => void>>, isOn: boolean): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    if (!isOn) return
    let first: { readonly key: string; readonly atMs: number } | undefined
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return
      const key = event.key.toLowerCase()
      const isSecond = first !== undefined && event.timeStamp - first.atMs < SEQUENCE_MS
      const act = (isSecond && latest.current[`${first?.key} ${key}`]) || latest.current[key]
      const begins = Object.keys(latest.current).some((each) => each.startsWith(`${key} `))
      first = begins ? { key, atMs: event.timeStamp } : undefined
      if (!act) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [isOn])
}

const SETTING = 'calendly-sync.shortcuts'

/** Single-key shortcuts can be turned off (WCAG 2.2, 2.1.4): speech input would press them by accident. */
export function useShortcuts(): { isOn: boolean; toggle: () => void } {
  const isOn = useSyncExternalStore(listen, () => window.localStorage.getItem(SETTING) !== 'off')
  return {
    isOn,
    toggle() {
      window.localStorage.setItem(SETTING, isOn ? 'off' : 'on')
      window.dispatchEvent(new StorageEvent('storage'))
    },
  }
}

function listen(onChange: () => void): () => void {
  window.addEventListener('storage', onChange)
  return () => window.removeEventListener('storage', onChange)
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
}
