import { type FormEvent, useState } from 'react'
import { Button } from '../parts/button.tsx'
import { Modal } from '../parts/modal.tsx'
import { LENGTHS, type Length, muteEnd } from './mute-end.ts'
import { Said } from './said.tsx'
import type { MuteWhat, useOperation } from './use-operation.ts'

const FIELD = 'min-h-9 rounded-md border border-edge bg-card px-2 py-1 text-sm'

/** For how long nobody is mailed. It always ends: what is forgotten is heard again. */
export function MuteDialog(props: {
  readonly what: MuteWhat
  readonly about: string
  readonly operation: ReturnType<typeof useOperation>
  readonly close: () => void
}) {
  const { what, about, operation, close } = props
  const [length, setLength] = useState<Length>('8')
  const [own, setOwn] = useState('')
  const [isRefused, setRefused] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const until = muteEnd(length, own, Date.now())
    setRefused(until === undefined)
    if (until !== undefined) operation.mutate({ do: 'mute', what, until }, { onSuccess: close })
  }
  return (
    <Modal title={`Mute ${about}`} close={close}>
      <form onSubmit={submit} className="space-y-4 text-sm">
        <p>
          Nobody is mailed about it until then. What happens is still noted and shown, and checks go on as
          before.
        </p>
        <fieldset>
          <legend className="mb-1 font-medium">For how long</legend>
          <div className="flex flex-wrap gap-x-4 gap-y-1">
            {lengths.map(([value, words]) => (
              <label key={value} className="inline-flex min-h-8 items-center gap-1.5">
                <input
                  type="radio"
                  name="length"
                  value={value}
                  checked={length === value}
                  onChange={() => setLength(value)}
                />
                {words}
              </label>
            ))}
          </div>
        </fieldset>
        {length === 'other' && (
          <label className="block">
            <span className="mb-0.5 block text-xs text-muted">Muted until</span>
            <input
              type="datetime-local"
              required
              value={own}
              onChange={(event) => setOwn(event.target.value)}
              aria-invalid={isRefused || undefined}
              className={FIELD}
            />
          </label>
        )}
        {isRefused && (
          <p role="alert" className="text-bad">
            Choose a moment that is still to come.
          </p>
        )}
        <Said operation={operation} pending="Muting…" />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="main" isBusy={operation.isPending}>
            Mute
          </Button>
          <Button onClick={close}>Leave it</Button>
        </div>
      </form>
    </Modal>
  )
}

const lengths = [
  ['1', LENGTHS['1']],
  ['8', LENGTHS['8']],
  ['24', LENGTHS['24']],
  ['168', LENGTHS['168']],
  ['other', LENGTHS.other],
] as const
