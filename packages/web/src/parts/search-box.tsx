import { useEffect, useRef, useState } from 'react'
import { SearchField } from './search-field.tsx'

const TYPING_MS = 150

/** What is typed is told after a moment's rest: not every letter is a question, nor a list drawn anew. */
export function SearchBox(props: {
  readonly label: string
  readonly placeholder: string
  /** What is searched for, as the address has it. */
  readonly q: string
  /** Undefined for nothing. */
  readonly tell: (typed: string | undefined) => void
}) {
  const { label, placeholder, q, tell } = props
  const [typed, setTyped] = useState(q)
  const told = useRef(q)
  const latest = useRef(tell)
  latest.current = tell
  useEffect(() => {
    if (q === told.current) return
    told.current = q
    setTyped(q) // cleared, or another view: not what was typed here
  }, [q])
  useEffect(() => {
    if (typed === told.current) return
    const timer = setTimeout(() => {
      told.current = typed
      latest.current(typed === '' ? undefined : typed)
    }, TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed])
  return <SearchField {...{ label, placeholder }} value={typed} type={setTyped} />
}
