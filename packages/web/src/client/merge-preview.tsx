import type { ReactNode } from 'react'
import type { Client, ClientDetail } from '../api/types.ts'
import { meetingsWords, nameOf } from '../clients/words.ts'

/** What the two become: what stays is above, what it takes in below. */
export function MergePreview(props: { readonly keeper: ClientDetail; readonly other: Client }) {
  const { keeper, other } = props
  const addresses = [...new Set([...keeper.joined.map(({ email }) => email), other.email])]
  return (
    <>
      <div className="divide-y divide-line rounded-md border border-line">
        <Side title="Stays" client={keeper} />
        <Side title="Belongs to it from now on" client={other} />
      </div>
      <dl aria-label="What becomes of them" className="space-y-1.5 rounded-md bg-accent-soft p-3">
        <Line name="Name">{keeper.name || nameOf(other)}</Line>
        <Line name="E-mails">{addresses.join(', ')}</Line>
        {(keeper.phone || other.phone) && <Line name="Phone">{keeper.phone || other.phone}</Line>}
        <Line name="Meetings">
          those of both: {meetingsWords(keeper)} and {meetingsWords(other)}
        </Line>
        {other.notes && (
          <Line name="Notes">those on {nameOf(other)} are put by, and come back when it is taken apart</Line>
        )}
      </dl>
      <p className="text-muted">
        Whatever is booked later with either e-mail belongs to the one client. Nothing changes in Calendly,
        and you can take them apart again.
      </p>
    </>
  )
}

function Side({ title, client }: { readonly title: string; readonly client: Client }) {
  return (
    <div className="px-3 py-2">
      <p className="text-xs text-muted">{title}</p>
      <bdi className="block font-medium">{nameOf(client)}</bdi>
      <p className="text-muted">
        <bdi>{client.email}</bdi> · {meetingsWords(client)}
      </p>
    </div>
  )
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="grid grid-cols-[5rem_minmax(0,1fr)] gap-2">
      <dt className="text-muted">{name}</dt>
      <dd>
        <bdi>{children}</bdi>
      </dd>
    </div>
  )
}
