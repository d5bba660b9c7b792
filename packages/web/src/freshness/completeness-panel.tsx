import { useApp } from '../app/context.ts'
import { SyncButton } from '../sync/sync-button.tsx'
import type { SyncWords } from '../sync/words.ts'
import { FreshnessLine } from './freshness-line.tsx'
import { describeFreshness, unrenewed } from './sentence.ts'

/** The answer first, on every screen: is the list complete, and the button; at full size on Home. */
export function CompletenessPanel(props: {
  readonly isFull: boolean
  readonly words: SyncWords
  readonly nowMs: number
}) {
  const { isFull, words, nowMs } = props
  const { formats, status, sync } = useApp()
  const told = status && describeFreshness(status, sync.runs, formats, nowMs)
  const freshness = told && sync.status.isError ? unrenewed(told, sync.status.dataUpdatedAt, formats) : told
  return (
    <section
      aria-label="Is the list complete?"
      className={`grid rounded-lg border border-line bg-card lg:grid-cols-[minmax(0,1fr)_auto] ${
        isFull ? 'gap-4 p-4 sm:p-5 lg:gap-8' : 'gap-2 px-4 py-3 lg:gap-6'
      }`}
    >
      {freshness ? (
        <FreshnessLine freshness={freshness} isFull={isFull} />
      ) : (
        <p className={isFull ? 'text-lg text-muted' : 'text-sm text-muted'}>
          {sync.status.isError ? 'It is not known yet whether the list is complete.' : 'Asking the server…'}
        </p>
      )}
      <SyncButton
        state={sync.state}
        words={words}
        isJoined={sync.isJoined}
        press={sync.press}
        isFull={isFull}
      />
    </section>
  )
}
