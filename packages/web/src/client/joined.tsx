import { useState } from 'react'
import type { ClientDetail } from '../api/types.ts'
import { useApp } from '../app/context.ts'
import { Part } from '../meeting/part.tsx'
import { Button } from '../parts/button.tsx'
import { MergeDialog } from './merge-dialog.tsx'
import { type ClientAct, useClientActions } from './use-client-actions.ts'

/** What was just done to the records, and what takes it back. */
interface Done {
  readonly words: string
  readonly undo: ClientAct
}

/** Why several addresses, or several spellings of one, are one client; what was merged by hand can be taken apart. */
export function Joined({ client, nowMs }: { readonly client: ClientDetail; readonly nowMs: number }) {
  const { formats } = useApp()
  const act = useClientActions(client.id)
  const [isMerging, setMerging] = useState(false)
  const [done, setDone] = useState<Done>()
  const take = (what: ClientAct, then: Done | undefined) => {
    if (!act.isPending) act.mutate(what, { onSuccess: () => setDone(then) })
  }
  const { joined } = client
  return (
    <Part title="Why this is one person">
      <ul aria-label="Addresses" className="space-y-2 text-sm">
        {joined.map(({ clientId, email, at, how }, index) => {
          const isOwn = how === 'same e-mail'
          const isFirst = joined.findIndex((each) => each.clientId === clientId) === index
          return (
            <li key={`${clientId} ${email}`} className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <div className="min-w-0 flex-1 basis-52">
                <bdi className="font-medium">{email}</bdi>
                <p className="text-muted">{whyWords(isOwn, at && formats.moment(at, nowMs))}</p>
              </div>
              {!isOwn && isFirst && (
                <Button
                  look="quiet"
                  isBusy={act.isPending}
                  aria-label={`Take apart: ${email}`}
                  onClick={() =>
                    take(
                      { do: 'unmerge', clientId },
                      { words: `${email} is a client of its own again.`, undo: { do: 'merge', clientId } },
                    )
                  }
                >
                  Take apart
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      <div role="status" className="text-sm">
        {done && (
          <p className="mt-2 flex flex-wrap items-center gap-2 rounded-md bg-good-soft px-3 py-1.5 text-good">
            <bdi className="mr-auto">{done.words}</bdi>
            <Button look="quiet" isBusy={act.isPending} onClick={() => take(done.undo, undefined)}>
              Undo
            </Button>
          </p>
        )}
      </div>
      {act.isError && (
        <p role="alert" className="mt-2 text-sm text-bad">
          {act.error.message} Nothing was changed.
        </p>
      )}
      <Button className="mt-3" onClick={() => setMerging(true)}>
        Merge with another client…
      </Button>
      {isMerging && (
        <MergeDialog
          client={client}
          close={() => setMerging(false)}
          merged={({ id, email }) =>
            setDone({
              words: `${email} belongs to this client now.`,
              undo: { do: 'unmerge', clientId: id },
            })
          }
        />
      )}
    </Part>
  )
}

function whyWords(isOwn: boolean, when: string | null): string {
  if (!isOwn) return when === null ? 'Merged by you.' : `Merged by you, ${when}.`
  const first = when === null ? '' : `, first booked with ${when}`
  return `Everything with this e-mail is one client${first}.`
}
