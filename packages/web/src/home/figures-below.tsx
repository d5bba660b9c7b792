import { useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useInsights } from '../insights/use-insights.ts'
import { Card } from '../parts/card.tsx'
import { ListTrouble } from '../parts/list-trouble.tsx'
import { SpanSwitch } from './passes/span-switch.tsx'

const Figures = lazy(() => import('../insights/figures.tsx').then(({ Figures: All }) => ({ default: All })))

/** The figures stand below the fold: what draws them is fetched when the reader comes near. */
export function FiguresBelow() {
  const { days } = useSearch({ from: '/' })
  const insights = useInsights(Number(days ?? 1))
  const [isNear, place] = useNearness()
  const waiting = (
    <div className="h-72 rounded-lg border border-line bg-card p-4 text-muted">Loading figures</div>
  )
  return (
    <Card title="Figures" actions={<SpanSwitch days={days} />}>
      <div ref={place} aria-busy={insights.isPending || insights.isPlaceholderData}>
        {insights.isError && (
          <ListTrouble message={insights.error.message} hasRows={insights.data !== undefined} />
        )}
        {isNear && insights.data ? (
          <Suspense fallback={waiting}>
            <Figures insights={insights.data} />
          </Suspense>
        ) : (
          waiting
        )}
      </div>
    </Card>
  )
}

/** Whether the place has ever been less than a screen away. */
function useNearness() {
  const place = useRef<HTMLDivElement>(null)
  const [isNear, setNear] = useState(false)
  useEffect(() => {
    if (isNear || !place.current) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setNear(true)
      },
      { rootMargin: '300px' },
    )
    observer.observe(place.current)
    return () => observer.disconnect()
  }, [isNear])
  return [isNear, place] as const
}
