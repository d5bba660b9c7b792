import type { Meeting } from '../api/types.ts'
import { Icon } from '../parts/icon.tsx'
import { seatState, seatsWords } from './words.ts'

/** A group: how many seats are taken, and on demand who has which state. */
export function RowSeats({ meeting }: { readonly meeting: Meeting }) {
  const people = meeting.attendees?.filter(({ isGuest }) => !isGuest) ?? []
  const words = seatsWords(meeting)
  if (people.length === 0) return <p className="text-sm text-muted">{words}</p>
  return (
    <details className="group relative z-10 mt-0.5 w-fit max-w-full text-sm">
      <summary className="inline-flex min-h-6 cursor-pointer list-none items-center gap-1 text-muted hover:text-ink">
        <Icon name="people" />
        {words}
        <Icon name="down" className="size-3 group-open:rotate-180" />
      </summary>
      <ul className="mt-1 space-y-0.5">
        {people.map((person, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a seat has no other name here, and rows of seats never move
          <li key={index} className="flex flex-wrap gap-x-2">
            <bdi className={person.status === 'canceled' ? 'line-through' : ''}>
              {person.name || person.email || 'Unnamed'}
            </bdi>
            <span className="text-muted">{seatState(person)}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
