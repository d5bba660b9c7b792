import { type FormEvent, useState } from 'react'
import { Button } from '../parts/button.tsx'

/** A week, as the server allows. */
const MOST = 10_080

/** How long something must last before it is told. Saved by Enter or by its button, not by each digit. */
export function AfterMinutes(props: {
  readonly about: string
  readonly minutes: number
  readonly isOff: boolean
  readonly set: (minutes: number) => void
}) {
  const { about, minutes, isOff, set } = props
  const [typed, setTyped] = useState<string>()
  const wanted = Number(typed ?? minutes)
  const isValid = typed !== '' && Number.isInteger(wanted) && wanted >= 0 && wanted <= MOST
  const isOther = typed !== undefined && wanted !== minutes
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isValid) return
    set(wanted)
    setTyped(undefined)
  }
  return (
    <form onSubmit={submit} className={`flex items-center gap-1.5 ${isOff ? 'text-muted' : ''}`}>
      <label className="inline-flex items-center gap-1.5">
        after
        <span className="sr-only">so many minutes: {about}</span>
        <input
          type="number"
          inputMode="numeric"
          min={0}
          max={MOST}
          required
          disabled={isOff}
          value={typed ?? minutes}
          onChange={(event) => setTyped(event.target.value)}
          className="min-h-8 w-20 rounded-md border border-edge bg-card px-2 py-1 text-right tabular-nums"
        />
        <span aria-hidden="true">min</span>
      </label>
      {isOther && (
        <Button type="submit" disabled={!isValid}>
          Save
        </Button>
      )}
    </form>
  )
}
