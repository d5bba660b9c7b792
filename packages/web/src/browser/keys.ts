import { useEffect, useRef, useSyncExternalStore } from 'react'

/** Calls back on single keys, unless the reader is typing, holds a modifier, or has turned shortcuts off. */
export function useKeys(keys: Readonly<Record<string, () => void>>, isOn: boolean): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    if (!isOn) return
    const onKey = (event: KeyboardEvent) => {
      const act = latest.current[event.key.toLowerCase()]
      const isHeld = event.ctrlKey || event.metaKey || event.altKey
      if (!act || isHeld || event.repeat || isTyping(event.target)) return
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
