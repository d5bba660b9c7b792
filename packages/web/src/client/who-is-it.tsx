import { type ReactNode, useState } from 'react'
import type { ClientDetail } from '../api/types.ts'
import { Part } from '../meeting/part.tsx'
import { Button } from '../parts/button.tsx'
import { EditForm } from './edit-form.tsx'
import { calendlyName } from './meetings-of.ts'
import { useClientActions } from './use-client-actions.ts'

/** Name, phone and notes, who said them, and the way to say them oneself. */
export function WhoIsIt({ client }: { readonly client: ClientDetail }) {
  const [isEditing, setEditing] = useState(false)
  const act = useClientActions(client.id)
  if (isEditing) return <EditForm client={client} close={() => setEditing(false)} />
  const giveBack = (field: 'name' | 'phone') => () => {
    if (!act.isPending) act.mutate({ do: 'change', change: { [field]: null } })
  }
  const said = calendlyName(client)
  return (
    <Part title="Who">
      <dl className="space-y-2 text-sm">
        <Fact name="E-mail">
          <a
            href={`mailto:${encodeURIComponent(client.email)}`}
            className="inline-block min-h-6 text-accent underline underline-offset-2"
          >
            <bdi>{client.email}</bdi>
          </a>
        </Fact>
        <Fact name="Name">
          <bdi>{client.name || 'Not known'}</bdi>
          {client.nameFrom === 'you' && (
            <Own field="name" isBusy={act.isPending} giveBack={giveBack('name')}>
              {said && said !== client.name ? `From Calendly: ${said}.` : undefined}
            </Own>
          )}
        </Fact>
        <Fact name="Phone">
          <bdi>{client.phone || 'Not known'}</bdi>
          {client.phoneFrom === 'you' && (
            <Own field="phone" isBusy={act.isPending} giveBack={giveBack('phone')} />
          )}
        </Fact>
        {client.timezone && (
          <Fact name="Time zone">
            <bdi>{client.timezone}</bdi>
          </Fact>
        )}
        {client.notes && (
          <Fact name="Your notes">
            <bdi className="block whitespace-pre-line">{client.notes}</bdi>
          </Fact>
        )}
      </dl>
      {act.isError && (
        <p role="alert" className="mt-2 text-sm text-bad">
          {act.error.message}
        </p>
      )}
      <Button className="mt-3" onClick={() => setEditing(true)}>
        {client.notes ? 'Edit' : 'Edit, or add notes'}
      </Button>
    </Part>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="grid grid-cols-[6rem_minmax(0,1fr)] gap-2">
      <dt className="text-muted">{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** Set by the user: it stays so whatever Calendly says, until it is given back. */
function Own(props: {
  readonly field: string
  readonly isBusy: boolean
  readonly giveBack: () => void
  readonly children?: ReactNode
}) {
  const { field, isBusy, giveBack, children } = props
  return (
    <p className="text-muted">
      Set by you. {children && <bdi>{children}</bdi>}{' '}
      <button
        type="button"
        aria-disabled={isBusy}
        onClick={giveBack}
        className="min-h-6 cursor-pointer text-accent underline underline-offset-2"
      >
        Give back to Calendly<span className="sr-only">: {field}</span>
      </button>
    </p>
  )
}
