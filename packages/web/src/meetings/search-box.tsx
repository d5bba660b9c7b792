import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { SearchField } from '../parts/search-field.tsx'

const TYPING_MS = 150

/** What is typed goes into the address after a moment's rest: not every letter is a question, nor a list drawn anew. */
export function SearchBox() {
  const { q = '' } = useSearch({ from: '/meetings' })
  const navigate = useNavigate({ from: '/meetings' })
  const [typed, setTyped] = useState(q)
  const told = useRef(q)
  useEffect(() => {
    if (q === told.current) return
    told.current = q
    setTyped(q) // cleared, or another view: not what was typed here
  }, [q])
  useEffect(() => {
    if (typed === told.current) return
    const timer = setTimeout(() => {
      told.current = typed
      void navigate({
        search: (search) => ({ ...search, q: typed === '' ? undefined : typed }),
        replace: true,
        resetScroll: false,
      })
    }, TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed, navigate])
  return (
    <SearchField
      label="Search meetings"
      placeholder="Client, e-mail, answer, place"
      value={typed}
      type={setTyped}
    />
  )
}
