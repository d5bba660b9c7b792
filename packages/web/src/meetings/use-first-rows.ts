import { useEffect, useMemo, useRef } from 'react'

/** Most rows have two lines, and what stands above a list is at least so high. */
const ROW_PX = 62
const ABOVE_PX = 300

/**
 * Of rows that take the place of others those that are seen, until they are drawn; then all. The window stays full, also
 * where it is scrolled to. The first rows of a screen are drawn whole: the place in them that one comes back to is there.
 *
 * @param isDrawn - whether a frame with them has been.
 */
export function useFirstRows<Row>(
  rows: readonly Row[] | undefined,
  isDrawn: boolean,
): readonly Row[] | undefined {
  const hasDrawn = useRef(false)
  useEffect(() => {
    if (isDrawn) hasDrawn.current = true
  }, [isDrawn])
  const isCut = hasDrawn.current && !isDrawn
  return useMemo(() => (isCut ? rows?.slice(0, aWindowful()) : rows), [rows, isCut])
}

function aWindowful(): number {
  return Math.ceil((window.scrollY + window.innerHeight - ABOVE_PX) / ROW_PX)
}
