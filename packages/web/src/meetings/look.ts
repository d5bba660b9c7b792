import type { MouseEvent } from 'react'
import type { Meeting, Status } from '../api/types.ts'
import type { Formats } from '../time/formats.ts'
import type { ZoneChoice } from './search.ts'

const DAY_MS = 86_400_000

/** What all rows of a list share. It stays the same object while none of it differs, so that no row is drawn again. */
export interface Look {
  /** The reader's own clock. */
  readonly formats: Formats
  readonly zone: ZoneChoice
  /** Noon of the reader's day, epoch milliseconds: exact enough for clocks that change. */
  readonly todayMs: number
  /** By id; only where there are several. */
  readonly accounts: ReadonlyMap<string, AccountMark>
  hrefOf(id: string): string
  /** A plain click opens the meeting here; any other is the browser's. */
  follow(event: MouseEvent, id: string): void
}

export interface AccountMark {
  readonly name: string
  /** The list is complete but for this account: "from 09:10". */
  readonly behind: string | undefined
}

/** What rows say of their accounts; nothing while there is only one. */
export function accountMarks(
  status: Status | undefined,
  formats: Formats,
  nowMs: number,
): ReadonlyMap<string, AccountMark> {
  const accounts = status?.accounts ?? []
  if (accounts.length < 2) return new Map()
  const isPartial = accounts.some(({ state }) => state === 'active')
  return new Map(
    accounts.map(({ id, name, email, state, completeAsOf }) => {
      const from =
        completeAsOf === null ? 'not completely read' : `from ${formats.moment(completeAsOf, nowMs)}`
      const behind = isPartial && state !== 'active' ? from : undefined
      return [id, { name: name ?? email ?? 'Unnamed account', behind }]
    }),
  )
}

/** The accounts of a row. It is behind only when none of them is up to date. */
export function marksOf(meeting: Meeting, accounts: Look['accounts']): readonly AccountMark[] {
  const marks = meeting.accountIds.flatMap((id) => accounts.get(id) ?? [])
  const isFresh = marks.some(({ behind }) => behind === undefined)
  return isFresh ? marks.map(({ name }) => ({ name, behind: undefined })) : marks
}

/**
 * By whose clock a row tells its time.
 *
 * @returns `zone`: "New York", or undefined for the reader's own; `isUnknown`: another was asked for, which nobody told.
 */
export function clockOf(
  meeting: Meeting,
  { zone, formats }: Pick<Look, 'zone' | 'formats'>,
): { readonly clock: Formats; readonly zone: string | undefined; readonly isUnknown: boolean } {
  if (zone === 'mine') return { clock: formats, zone: undefined, isUnknown: false }
  const name = zone === 'client' ? meeting.clientTimezone : meeting.hostTimezone
  const clock = name === null ? undefined : formats.inZone(name)
  if (!clock) return { clock: formats, zone: undefined, isUnknown: true }
  return { clock, zone: placeOfZone(clock.timeZone), isUnknown: false }
}

/** The present moment for a row to which it can mean something, else 0: the other rows are not drawn anew for it. */
export function nowFor({ startTime }: Meeting, nowMs: number): number {
  return Math.abs(Date.parse(startTime) - nowMs) < DAY_MS ? nowMs : 0
}

/** "America/Argentina/Buenos_Aires" is "Buenos Aires". */
function placeOfZone(timeZone: string): string {
  return (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ')
}
