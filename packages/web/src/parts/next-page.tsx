import { useEffect, useRef } from 'react'
import type { usePages } from '../api/use-pages.ts'
import { Button } from './button.tsx'

/** So long before the end the next page is asked for: half a screen. Rows that nobody comes to make each change dearer. */
const AHEAD = '50%'

/** The end of what is loaded: more comes by itself when one gets near, and on demand. */
export function NextPage(props: {
  readonly query: ReturnType<typeof usePages<unknown>>
  /** What the rows are: the keys that walk them find the button by it. */
  readonly of: 'meeting' | 'client'
  /** How many there are in all, where that is known. */
  readonly total: number | undefined
}) {
  const { query, of, total } = props
  const { hasNextPage, isFetching, isError, fetchNextPage } = query
  const end = useRef<HTMLDivElement>(null)
  const loaded = query.data?.length ?? 0
  const isOpen = hasNextPage && !query.isPlaceholderData
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each page it is looked again whether the end is near
  useEffect(() => {
    if (!end.current || !isOpen || isFetching || isError) return
    const watch = new IntersectionObserver(
      (looks) => {
        // A busy page is told of several looks at once: the first of them may be the one from before it came near.
        if (looks.some(({ isIntersecting }) => isIntersecting)) void fetchNextPage()
      },
      { rootMargin: AHEAD },
    )
    watch.observe(end.current)
    return () => watch.disconnect()
  }, [isOpen, isFetching, isError, loaded])
  if (!isOpen) return null
  return (
    <div
      ref={end}
      className="flex flex-wrap items-center justify-center gap-x-4 gap-y-1 border-t border-line p-3"
    >
      {total !== undefined && total > loaded && (
        <p className="text-sm text-muted tabular-nums">
          {loaded} of {total}
        </p>
      )}
      <Button data-more={of} onClick={() => void fetchNextPage()} disabled={query.isFetchingNextPage}>
        {query.isFetchingNextPage ? 'Loading…' : 'Load more'}
      </Button>
    </div>
  )
}
