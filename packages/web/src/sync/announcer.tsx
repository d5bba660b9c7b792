import { useEffect, useRef, useState } from 'react'
import type { SyncState } from './state.ts'
import type { SyncWords } from './words.ts'

/** Tells a screen reader the result of a press, once: counters and countdowns in between stay silent. */
export function Announcer({ state, words }: { readonly state: SyncState; readonly words: SyncWords }) {
  const [text, setText] = useState('')
  const latest = useRef(words)
  latest.current = words
  useEffect(() => {
    const hasEnded = state.name === 'done' || state.name === 'partial' || state.name === 'failed'
    setText(hasEnded ? latest.current.lines.join(' ') : '')
  }, [state.name])
  return (
    <p role="status" className="sr-only">
      {text}
    </p>
  )
}
