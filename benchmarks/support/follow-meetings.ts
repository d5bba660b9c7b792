import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'

/** When (by `performance.now()`) a meeting was first seen, by Calendly's identifier of its event. */
export interface Seen {
  readonly rows: ReadonlyMap<string, number>
  readonly events: ReadonlyMap<string, number>
}

const lookEveryMs = 5
const patienceMs = 60_000

/** Watches `meetings` as another session sees it, and the events of an open page, until `end` has seen everything. */
export async function followMeetings(admin: pg.Client, serverUrl: string) {
  const rows = new Map<string, number>()
  const uuids = new Map<string, string>()
  const told = new Map<string, number>()
  const stop = new AbortController()
  const looking = look(admin, rows, uuids, stop.signal)
  const listening = listen(serverUrl, told, stop.signal)
  await sleep(200) // the stream stands

  const eventsByUuid = () =>
    new Map([...told].flatMap(([id, at]) => (uuids.has(id) ? [[uuids.get(id) ?? '', at] as const] : [])))

  /** Once a look: made anew for every meeting it held up this very watch for 13 s, and with it the figures. */
  function sawAll(expected: readonly string[]): boolean {
    const events = eventsByUuid()
    return expected.every((uuid) => rows.has(uuid) && events.has(uuid))
  }

  return {
    async end(expected: readonly string[]): Promise<Seen> {
      const giveUpAt = performance.now() + patienceMs
      while (!sawAll(expected) && performance.now() < giveUpAt) await sleep(50)
      stop.abort()
      await Promise.all([looking, listening])
      return { rows, events: eventsByUuid() }
    },
  }
}

async function look(
  admin: pg.Client,
  rows: Map<string, number>,
  uuids: Map<string, string>,
  signal: AbortSignal,
): Promise<void> {
  const seq = await admin.query<{ seq: string }>(
    'SELECT coalesce(max(seq), 0) AS seq FROM calendly_sync.changes',
  )
  let after = seq.rows[0]?.seq ?? '0'
  while (!signal.aborted) {
    // The history is written in the row's own transaction, and can be followed without reading every meeting again.
    const found = await admin.query<{ seq: string; id: string; uuid: string }>(
      `SELECT c.seq, m.id, m.calendly_event_uuid AS uuid FROM calendly_sync.changes c
       JOIN public.meetings m ON m.id = c.meeting_id WHERE c.seq > $1 ORDER BY c.seq LIMIT 2000`,
      [after],
    )
    const now = performance.now()
    for (const { seq, id, uuid } of found.rows) {
      if (!rows.has(uuid)) rows.set(uuid, now)
      uuids.set(id, uuid)
      after = seq
    }
    await sleep(lookEveryMs)
  }
}

async function listen(serverUrl: string, told: Map<string, number>, signal: AbortSignal): Promise<void> {
  try {
    const answer = await fetch(`${serverUrl}/api/events`, { signal })
    const decoder = new TextDecoder()
    for await (const chunk of answer.body ?? []) {
      const now = performance.now()
      for (const [, id = ''] of decoder
        .decode(chunk, { stream: true })
        .matchAll(/"meetingId":"([0-9a-f-]+)"/g))
        if (!told.has(id)) told.set(id, now)
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
