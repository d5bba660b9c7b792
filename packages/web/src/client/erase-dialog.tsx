import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import type { ClientDetail } from '../api/types.ts'
import { nameOf } from '../clients/words.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { Modal } from '../parts/modal.tsx'
import { erasedWords, isMeant, REMOVED, STAYS } from './erase-words.ts'
import { useErase } from './use-client-actions.ts'
import { useOpenClient } from './use-open-client.ts'

/** Says exactly what goes and what stays, and asks for the e-mail as a deliberate yes. */
export function EraseDialog(props: {
  readonly client: ClientDetail
  readonly close: () => void
  readonly whenErased: (words: string) => void
}) {
  const { client, close, whenErased } = props
  const [typed, setTyped] = useState('')
  const erase = useErase(client.id)
  const queries = useQueryClient()
  const place = useOpenClient()
  const hint = useId()
  const addresses = [...new Set(client.joined.map(({ email }) => email))]
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isMeant(typed, client.email) || erase.isPending) return
    erase.mutate(undefined, {
      onSuccess: () => {
        whenErased(erasedWords(client.meetings.length))
        place.close()
        queries.removeQueries({ queryKey: ['client', client.id] })
      },
    })
  }
  return (
    <Modal title={`Erase ${nameOf(client)}`} close={close}>
      <form onSubmit={submit} className="space-y-4 text-sm">
        <div>
          <p className="font-medium">Removed here, for good</p>
          <ul className="mt-1 list-disc space-y-0.5 pl-5">
            <li>
              the client with <bdi>{addresses.join(', ')}</bdi>
            </li>
            {REMOVED.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </div>
        <div>
          <p className="font-medium">Stays</p>
          <ul className="mt-1 list-disc space-y-0.5 pl-5">
            {STAYS.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </div>
        <p>
          The next check does not bring the person back, and no later one either. Whoever books anew is a new
          client.
        </p>
        <label className="block font-medium">
          Type <bdi className="select-all">{client.email}</bdi> to confirm
          <input
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            aria-describedby={hint}
            className="mt-1 min-h-9 w-full rounded-md border border-edge bg-page px-2 py-1.5 font-normal"
          />
        </label>
        <p id={hint} className="text-muted">
          This cannot be undone. Download what is kept first, if the person wants it.
        </p>
        {erase.isError && (
          <p role="alert" className="text-bad">
            <Icon name="alert" className="mr-1 -mt-0.5" />
            {erase.error.message}
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          <Button
            type="submit"
            look="danger"
            disabled={!isMeant(typed, client.email)}
            isBusy={erase.isPending}
          >
            {erase.isPending ? 'Erasing…' : 'Erase for good'}
          </Button>
          <Button onClick={close}>Keep the client</Button>
        </div>
      </form>
    </Modal>
  )
}
