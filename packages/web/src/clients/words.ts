import type { Client } from '../api/types.ts'

/** What a client is called; one without a name by the e-mail. */
export function nameOf({ name, email }: Pick<Client, 'name' | 'email'>): string {
  return name || email
}

/** "1 meeting", "12 meetings", "no meetings": the live ones. */
export function meetingsWords({ meetingCount }: Pick<Client, 'meetingCount'>): string {
  if (meetingCount === 0) return 'no meetings'
  return meetingCount === 1 ? '1 meeting' : `${meetingCount} meetings`
}

/** "2 no-shows", "1 no-show". */
export function noShowWords({ noShowCount }: Pick<Client, 'noShowCount'>): string {
  return noShowCount === 1 ? '1 no-show' : `${noShowCount} no-shows`
}

/** "33 %", of the meetings that have begun; a rate is never rounded away to nothing. Undefined where it says nothing. */
export function rateWords({ noShowRate }: Pick<Client, 'noShowRate'>): string | undefined {
  if (noShowRate === null || noShowRate === 0) return undefined
  return `${Math.max(1, Math.round(noShowRate * 100))} %`
}
