import { type MouseEvent, memo } from 'react'
import type { Client } from '../api/types.ts'
import { Badge } from '../parts/badge.tsx'
import type { Formats } from '../time/formats.ts'
import { meetingsWords, nameOf, noShowWords, rateWords } from './words.ts'

/** What all rows share. It stays the same object while none of it differs. */
export interface RowLook {
  readonly formats: Formats
  /** Noon of the reader's day, epoch milliseconds. */
  readonly todayMs: number
  readonly hrefOf: (id: string, show?: 'no-show') => string
  readonly follow: (event: MouseEvent, id: string, show?: 'no-show') => void
}

/** One person; the name is the link, and its area covers the row but for the link to the no-shows. */
export const ClientRow = memo(function ClientRow(props: {
  readonly client: Client
  readonly look: RowLook
  readonly isOpen: boolean
}) {
  const { client, look, isOpen } = props
  const { hrefOf, follow } = look
  const { id, name, email, isGuest, noShowCount } = client
  const rate = rateWords(client)
  return (
    <li
      className={`relative grid gap-x-4 gap-y-0.5 px-4 py-2.5 hover:bg-accent-soft/60 md:grid-cols-[minmax(0,1fr)_13rem_10rem] ${isOpen ? 'bg-accent-soft' : ''}`}
    >
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2">
          <a
            href={hrefOf(id)}
            onClick={(event) => follow(event, id)}
            data-client={id}
            data-row=""
            className="min-w-0 font-semibold after:absolute after:inset-0 after:content-['']"
          >
            <bdi className="line-clamp-2">{nameOf(client)}</bdi>
          </a>
          {isGuest && <Badge tone="plain">Guest</Badge>}
        </p>
        <p className="text-sm text-muted">
          <bdi className="line-clamp-1">{name ? email : 'No name known'}</bdi>
        </p>
      </div>
      <Seen client={client} look={look} />
      <div className="flex flex-wrap gap-x-3 text-sm tabular-nums md:col-start-3 md:block">
        <p className="text-muted first-letter:uppercase">{meetingsWords(client)}</p>
        {noShowCount > 0 && (
          <a
            href={hrefOf(id, 'no-show')}
            onClick={(event) => follow(event, id, 'no-show')}
            className="relative z-10 inline-block min-h-6 text-warn underline underline-offset-2"
          >
            {noShowWords(client)}
            {rate && ` (${rate})`}
            <span className="sr-only"> of {nameOf(client)}</span>
          </a>
        )}
      </div>
    </li>
  )
})

/** The next meeting, or else the last one, first; both where there is room. */
function Seen({ client, look }: { readonly client: Client; readonly look: RowLook }) {
  const { formats, todayMs } = look
  const { nextMeetingAt: next, lastMeetingAt: last } = client
  if (next === null && last === null) return null
  return (
    <dl className="flex flex-wrap gap-x-5 text-sm tabular-nums md:block">
      {next !== null && <Moment name="Next" at={next} words={formats.moment(next, todayMs)} />}
      {last !== null && <Moment name="Last" at={last} words={formats.moment(last, todayMs)} isPast />}
    </dl>
  )
}

function Moment(props: {
  readonly name: string
  readonly at: string
  readonly words: string
  readonly isPast?: boolean
}) {
  return (
    <div className={`flex gap-2 ${props.isPast ? 'text-muted' : ''}`}>
      <dt className="text-muted md:w-9">{props.name}</dt>
      <dd>
        <time dateTime={props.at}>{props.words}</time>
      </dd>
    </div>
  )
}
