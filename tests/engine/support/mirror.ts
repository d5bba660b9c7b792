import type { Client, Meeting, Sync } from 'calendly-sync-engine'

/** Every meeting of a user, dead ones included, by the uuid of its event. */
export async function readMeetings(sync: Sync, userId: string): Promise<Map<string, Meeting>> {
  const meetings = new Map<string, Meeting>()
  let cursor: string | undefined
  do {
    const page = await sync.meetings.list(userId, { view: 'all', limit: 200, ...(cursor && { cursor }) })
    for (const meeting of page.data) meetings.set(meeting.calendlyEventUuid, meeting)
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  return meetings
}

/** Every client of a user, by address. */
export async function readClients(sync: Sync, userId: string): Promise<Map<string, Client>> {
  const clients = new Map<string, Client>()
  let cursor: string | undefined
  do {
    const page = await sync.clients.list(userId, { limit: 200, ...(cursor && { cursor }) })
    for (const client of page.data) clients.set(client.email, client)
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  return clients
}
