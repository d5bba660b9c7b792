import { useRef } from 'react'
import type { OperationsView } from '../api/types.ts'
import { useApp } from '../app/context.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Said } from './said.tsx'
import { useOperation } from './use-operation.ts'
import { muteWords } from './words.ts'

/** What nobody is mailed about, and until when. */
export function Mutes({ view, nowMs }: { readonly view: OperationsView; readonly nowMs: number }) {
  const { formats } = useApp()
  const operation = useOperation()
  const whole = useRef<HTMLDivElement>(null)
  return (
    <Card title="Muted" actions={<Said operation={operation} pending="Unmuting…" />}>
      <div ref={whole} tabIndex={-1} className="rounded-lg border border-line bg-card text-sm outline-none">
        {view.mutes.length === 0 ? (
          <p className="p-4 text-muted">
            Nothing is muted: every alert is mailed by its rules. Mute a cause or an account while you work on
            it; a mute always has an end.
          </p>
        ) : (
          <ul className="divide-y divide-line">
            {view.mutes.map((mute) => (
              <li key={mute.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
                <p className="mr-auto min-w-0">
                  <span className="font-medium">{muteWords(mute, view.users)}</span>{' '}
                  <span className="text-muted">until {formats.moment(mute.until, nowMs)}</span>
                </p>
                <Button
                  isBusy={operation.isPending}
                  aria-label={`Unmute: ${muteWords(mute, view.users)}`}
                  onClick={() =>
                    // Its row goes with the answer, and the focus with the row.
                    operation.mutate(
                      { do: 'unmute', id: mute.id },
                      { onSuccess: () => whole.current?.focus() },
                    )
                  }
                >
                  Unmute
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  )
}
