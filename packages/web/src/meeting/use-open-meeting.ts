import { useSearch } from '@tanstack/react-router'
import { type MouseEvent, useCallback } from 'react'
import { useInPlace } from '../app/use-in-place.ts'

const NAMES = ['meeting']

/**
 * The meeting that the address says is open, and how to open others from wherever one is. The functions stay the same
 * while nothing but the open meeting differs.
 */
export function useOpenMeeting() {
  const place = useInPlace(NAMES)
  const openId = useSearch({ strict: false, select: (search) => search.meeting })
  const show = useCallback(
    (id: string | undefined, how: 'push' | 'replace' = 'push') => place.go({ meeting: id }, how),
    [place],
  )
  const hrefOf = useCallback((id: string) => place.hrefOf({ meeting: id }), [place])
  const follow = useCallback((event: MouseEvent, id: string) => place.follow(event, { meeting: id }), [place])
  return { openId, show, hrefOf, follow }
}
