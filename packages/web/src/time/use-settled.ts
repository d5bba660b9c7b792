import { useEffect, useState } from 'react'

const TYPING_MS = 200

/** The value once it has not changed for a moment, so that not every letter is a question. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), TYPING_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
