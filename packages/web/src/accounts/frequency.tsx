import { type FormEvent, useId, useState } from 'react'
import { Button } from '../parts/button.tsx'
import { intervalWords } from './words.ts'

const USUAL = [1, 5, 10, 15, 30, 60, 120, 240, 720, 1440]
const [LEAST, MOST] = [1, 1440]
const FIELD = 'min-h-9 rounded-md border border-edge bg-card px-2 py-1 text-sm'

/** How often an account is checked: like the installation, or from every minute to once a day. */
export function Frequency(props: {
  readonly minutes: number
  readonly isBusy: boolean
  /** Calls back once it is set. */
  readonly set: (minutes: number | null, done: () => void) => void
}) {
  const { minutes, isBusy, set } = props
  const [picked, setPicked] = useState<string>()
  const [own, setOwn] = useState('')
  const [select, field] = [useId(), useId()]
  const chosen = picked ?? String(minutes)
  const isOther = chosen === 'other'
  const wanted = chosen === 'default' ? null : Number(isOther ? own : chosen)
  const isValid = wanted === null || (Number.isInteger(wanted) && wanted >= LEAST && wanted <= MOST)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isValid) set(wanted, () => setPicked(undefined))
  }
  return (
    <form onSubmit={submit} className="flex flex-wrap items-end gap-2 text-sm">
      <div>
        <label htmlFor={select} className="mb-0.5 block text-xs text-muted">
          Checked every
        </label>
        <select
          id={select}
          value={chosen}
          onChange={(event) => setPicked(event.target.value)}
          className={FIELD}
        >
          <option value="default">Like the installation</option>
          {[...new Set([...USUAL, minutes])]
            .toSorted((a, b) => a - b)
            .map((each) => (
              <option key={each} value={each}>
                {intervalWords(each)}
              </option>
            ))}
          <option value="other">Other…</option>
        </select>
      </div>
      {isOther && (
        <div>
          <label htmlFor={field} className="mb-0.5 block text-xs text-muted">
            Minutes, 1 to 1440
          </label>
          <input
            id={field}
            type="number"
            inputMode="numeric"
            min={LEAST}
            max={MOST}
            required
            value={own}
            onChange={(event) => setOwn(event.target.value)}
            className={`${FIELD} w-28`}
          />
        </div>
      )}
      <Button type="submit" disabled={!isValid || (!isOther && wanted === minutes)} isBusy={isBusy}>
        Save
      </Button>
    </form>
  )
}
