import { type FormEvent, useEffect, useId, useRef } from 'react'
import type { Client } from '../api/types.ts'
import { Part } from '../meeting/part.tsx'
import { Button } from '../parts/button.tsx'
import { changeOf } from './change-of.ts'
import { useClientActions } from './use-client-actions.ts'

const FIELD = 'mt-1 min-h-9 w-full rounded-md border border-edge bg-page px-2 py-1.5 text-ink'

/** What the user says of the client; it wins over what Calendly says, now and later. */
export function EditForm({ client, close }: { readonly client: Client; readonly close: () => void }) {
  const act = useClientActions(client.id)
  const first = useRef<HTMLInputElement>(null)
  const hint = useId()
  useEffect(() => first.current?.focus(), [])
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const said = (name: string) => String(form.get(name) ?? '')
    const change = changeOf(client, { name: said('name'), phone: said('phone'), notes: said('notes') })
    if (act.isPending) return
    if (change) act.mutate({ do: 'change', change }, { onSuccess: close })
    else close()
  }
  return (
    <Part title="Who">
      <form onSubmit={submit} className="space-y-3 text-sm">
        <label className="block font-medium">
          Name
          <input
            ref={first}
            name="name"
            defaultValue={client.name ?? ''}
            maxLength={200}
            autoComplete="off"
            aria-describedby={hint}
            className={FIELD}
          />
        </label>
        <label className="block font-medium">
          Phone
          <input
            name="phone"
            type="tel"
            defaultValue={client.phone ?? ''}
            maxLength={50}
            autoComplete="off"
            aria-describedby={hint}
            className={FIELD}
          />
        </label>
        <p id={hint} className="text-muted">
          What you set here stays, whatever Calendly says later. Empty a field to give it back to Calendly.
        </p>
        <label className="block font-medium">
          Your notes
          <textarea
            name="notes"
            defaultValue={client.notes ?? ''}
            maxLength={10_000}
            rows={4}
            className={FIELD}
          />
        </label>
        {act.isError && (
          <p role="alert" className="text-bad">
            {act.error.message} Nothing was changed.
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="main" isBusy={act.isPending}>
            {act.isPending ? 'Saving…' : 'Save'}
          </Button>
          <Button onClick={close}>Leave it as it is</Button>
        </div>
      </form>
    </Part>
  )
}
