import { useRef } from 'react'

/** The value as it was, for as long as it is held: what is about to go is not drawn once more before it does. */
export function useHeld<Value>(value: Value, isHeld: boolean): Value {
  const kept = useRef(value)
  if (!isHeld) kept.current = value
  return kept.current
}
