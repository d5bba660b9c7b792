import { useEffect, useMemo, useRef } from 'react'

/** Most rows have two lines, and what stands above a list is at least so high. */
const ROW_PX = 62
const ABOVE_PX = 300

/**
 * Of rows that take the place of others, or of none, those that are seen; all of them with the next frame. The window
 * stays full, also where it is scrolled to. Rows that are known when the screen opens are drawn whole: the place in them
 * that one comes back to is there.
 *
 * @param isWhole - whether all are to be drawn: a frame with them has been, or they are still those of before.
 */
export function useFirstRows<Row>(
  rows: readonly Row[] | undefined,
  isWhole: boolean,
): readonly Row[] | undefined {
  const hasWaited = useRef(false)
  useEffect(() => {
    if (isWhole) hasWaited.current = true
  }, [isWhole])
  const isCut = hasWaited.current && !isWhole
  return useMemo(() => (isCut ? rows?.slice(0, aWindowful()) : rows), [rows, isCut])
}

function aWindowful(): number {
  return Math.ceil((window.scrollY + window.innerHeight - ABOVE_PX) / ROW_PX)
}
