import type { Client, ClientDetail } from '../api/types.ts'
import { useApp } from '../app/context.ts'
import { meetingsWords, nameOf, noShowWords, rateWords } from '../clients/words.ts'
import { Badge } from '../parts/badge.tsx'
import { ClientMeetings } from './client-meetings.tsx'
import { Joined } from './joined.tsx'
import { Kept } from './kept.tsx'
import { WhoIsIt } from './who-is-it.tsx'

/** Who it is, the meetings, why the records are one person, and what is kept. */
export function ClientDetails(props: {
  /** What its row in the list knows, which is there at once. */
  readonly client: Client
  /** The rest, as soon as it has come. */
  readonly detail: ClientDetail | undefined
  readonly nowMs: number
  readonly whenErased: (words: string) => void
}) {
  const { client, detail, nowMs, whenErased } = props
  return (
    <div className="space-y-6 p-4 sm:p-6" aria-busy={detail === undefined}>
      <header>
        <div className="flex flex-wrap items-center gap-2">
          <h2 id="client-title" className="text-xl font-semibold">
            <bdi>{nameOf(client)}</bdi>
          </h2>
          {client.isGuest && <Badge tone="plain">Guest</Badge>}
        </div>
        <Counts {...{ client, nowMs }} />
      </header>
      {detail ? (
        <>
          <WhoIsIt client={detail} />
          <ClientMeetings {...{ detail, nowMs }} />
          <Joined {...{ client: detail, nowMs }} />
          <Kept client={detail} whenErased={whenErased} />
        </>
      ) : (
        <p className="text-sm text-muted">Reading the meetings…</p>
      )}
    </div>
  )
}

function Counts({ client, nowMs }: { readonly client: Client; readonly nowMs: number }) {
  const { formats } = useApp()
  const rate = rateWords(client)
  const { firstMeetingAt: first, lastMeetingAt: last, nextMeetingAt: next } = client
  const moments = [
    ['Next meeting', next],
    ['Last meeting', last],
    ['First meeting', first === last || first === next ? null : first],
  ] as const
  return (
    <div className="mt-1 text-sm text-muted tabular-nums">
      <p>
        <span className="inline-block first-letter:uppercase">{meetingsWords(client)}</span>
        {client.noShowCount > 0 && (
          <span className="text-warn">
            {' · '}
            {noShowWords(client)}
            {rate && ` (${rate} of those that have begun)`}
          </span>
        )}
        {client.isGuest && ' · never booked one, was added by others'}
      </p>
      {moments.map(
        ([name, at]) => at !== null && <p key={name}>{`${name}: ${formats.moment(at, nowMs)}`}</p>,
      )}
    </div>
  )
}
