import { useState } from 'react'
import type { OperationsView } from '../api/types.ts'
import { useApp } from '../app/context.ts'
import { TONES } from '../parts/badge.tsx'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { Modal } from '../parts/modal.tsx'
import { Said } from './said.tsx'
import { useOperation } from './use-operation.ts'
import { overallWords } from './words.ts'

/** The answer at the top, and the switch for everybody's schedule. */
export function PauseAll({ view, nowMs }: { readonly view: OperationsView; readonly nowMs: number }) {
  const { formats } = useApp()
  const operation = useOperation()
  const [isAsking, setAsking] = useState(false)
  const overall = overallWords(view)
  const tone = view.isPaused ? 'late' : overall.tone
  const since = view.pausedSince === null ? '' : ` since ${formats.moment(view.pausedSince, nowMs)}`
  return (
    <div className={`flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md p-3 text-sm ${TONES[tone]}`}>
      <div className="mr-auto min-w-0">
        <p className="font-medium">
          <Icon
            name={view.isPaused ? 'pause' : tone === 'good' ? 'check' : 'alert'}
            className="mr-1 -mt-0.5"
          />
          {view.isPaused ? `All checks are paused${since}.` : overall.words}
        </p>
        {view.isPaused && (
          <p className="text-ink">
            Nobody’s list is checked on schedule. Checks that people ask for, and webhooks, go on.
          </p>
        )}
        <Said operation={operation} pending={view.isPaused ? 'Resuming…' : 'Pausing…'} />
      </div>
      <Button
        look={view.isPaused ? 'main' : 'plain'}
        className={view.isPaused ? '' : 'bg-card text-ink'}
        isBusy={operation.isPending}
        onClick={() => (view.isPaused ? operation.mutate({ do: 'resume' }) : setAsking(true))}
      >
        {view.isPaused ? 'Resume all checks' : 'Pause all checks…'}
      </Button>
      {isAsking && (
        <Modal title="Pause all checks" close={() => setAsking(false)}>
          <div className="space-y-3 text-sm text-ink">
            <p>
              Nobody’s list is checked on schedule until you resume. Checks that people ask for, and webhooks,
              go on; nothing that is stored changes. Everybody sees that checks are paused.
            </p>
            <div className="flex flex-wrap gap-2">
              <Button
                look="main"
                onClick={() => {
                  operation.mutate({ do: 'pause' })
                  setAsking(false)
                }}
              >
                Pause all checks
              </Button>
              <Button onClick={() => setAsking(false)}>Leave it</Button>
            </div>
          </div>
        </Modal>
      )}
    </div>
  )
}
