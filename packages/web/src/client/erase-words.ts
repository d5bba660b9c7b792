/** What goes with the client, besides its addresses. docs/guides/clients.md has the whole. */
export const REMOVED = [
  'name, phone number and your notes',
  'the seats and guest entries in all meetings, with every answer',
  'what Calendly has sent of the person, the history and the kept deliveries',
] as const

export const STAYS = [
  'the meetings, with an “Erased client” in the place of the person, and their titles',
  'a keyed hash of each e-mail, which only serves to keep the person out',
  'what Calendly itself keeps: it has its own way to delete an invitee’s data',
] as const

/** Whether the e-mail was typed, however it is written. */
export function isMeant(typed: string, email: string): boolean {
  return typed.trim().toLowerCase() === email.toLowerCase()
}

/** Told afterwards, without the person: the words outlive the data. */
export function erasedWords(meetings: number): string {
  if (meetings === 0) return 'Erased. Nothing that is kept names the person any more.'
  const stay = meetings === 1 ? 'One meeting stays' : `${meetings} meetings stay`
  return `Erased. ${stay}, with an “Erased client”.`
}
