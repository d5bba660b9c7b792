import type { ReactNode } from 'react'
import { EmptyWords } from '../parts/empty-words.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { useApp } from './context.ts'
import { Screen } from './screen.tsx'

/** A screen for those who run the installation; whoever does not is told so, instead of being shown a refusal. */
export function OwnersOnly(props: {
  readonly title: string
  /** Why it is not for everybody. */
  readonly reason: string
  /** A whole screen. */
  readonly children: ReactNode
}) {
  const { title, reason, children } = props
  const { status } = useApp()
  if (status?.operator) return children
  return (
    <Screen title={title}>
      <div className="rounded-lg border border-line bg-card">
        {status ? <EmptyWords title="For owners" reason={reason} /> : <Skeleton what={title.toLowerCase()} />}
      </div>
    </Screen>
  )
}
