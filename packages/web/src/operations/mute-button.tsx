import { useState } from 'react'
import type { Mute } from '../api/types.ts'
import { Button } from '../parts/button.tsx'
import { MuteDialog } from './mute-dialog.tsx'
import { type MuteWhat, useOperation } from './use-operation.ts'

/** Mutes, with an end; what is muted is heard again with a press. */
export function MuteButton(props: {
  readonly what: MuteWhat
  /** "the cause timeout" */
  readonly about: string
  readonly mute: Mute | undefined
}) {
  const { what, about, mute } = props
  const operation = useOperation()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Button
        isBusy={operation.isPending}
        aria-label={`${mute ? 'Unmute' : 'Mute'} ${about}`}
        onClick={() => (mute ? operation.mutate({ do: 'unmute', id: mute.id }) : setAsking(true))}
      >
        {mute ? 'Unmute' : 'Mute…'}
      </Button>
      {mute && operation.isError && (
        <p role="alert" className="text-sm text-bad">
          {operation.error.message}
        </p>
      )}
      {isAsking && <MuteDialog {...{ what, about, operation }} close={() => setAsking(false)} />}
    </>
  )
}
