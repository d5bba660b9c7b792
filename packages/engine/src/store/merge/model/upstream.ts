/**
 * A Calendly reduced to what the merge must survive: events with seats and hosts, microsecond stamps, and the
 * unknowns of the API reference (section 8) as switches. It answers payloads in Calendly's shape.
 */
export interface Unknowns {
  /** Does a further booking or a single cancel in a group move the event's `updated_at`? */
  readonly seatsMoveEvent: boolean
  /** Does a host change move it? */
  readonly hostsMoveEvent: boolean
}

export interface Seat {
  readonly uuid: string
  readonly email: string
  status: 'active' | 'canceled'
  updatedAt: number
  readonly createdAt: number
  noShow: boolean
  oldSeat: Seat | undefined
  newSeat: Seat | undefined
  readonly event: Meeting
}

export interface Meeting {
  readonly uuid: string
  readonly limit: number
  status: 'active' | 'canceled'
  start: number
  host: string
  place: string
  updatedAt: number
  readonly createdAt: number
  readonly seats: Seat[]
  /** Counts the states this event went through, so that a test can tell which of two it saw is the later one. */
  revision: number
}

export class Upstream {
  readonly meetings: Meeting[] = []
  /** Microseconds since 2026-01-01, growing by odd little steps. */
  private now = 0
  private readonly prefix: string
  private readonly unknowns: Unknowns
  readonly hosts: readonly string[]

  constructor(prefix: string, hosts: readonly string[], unknowns: Unknowns) {
    this.prefix = prefix
    this.hosts = hosts
    this.unknowns = unknowns
  }

  /** A booking of a new event, or of a further seat in a running group. */
  book(pick: number, limit: number, group?: Meeting): Seat {
    const meeting = group ?? this.open(pick, limit)
    const at = this.tick(pick)
    const seat: Seat = {
      uuid: `${this.prefix}-S${this.meetings.flatMap((m) => m.seats).length}`,
      email: `Client${pick % 3}@Example.com`,
      status: 'active',
      updatedAt: at,
      createdAt: at,
      noShow: false,
      oldSeat: undefined,
      newSeat: undefined,
      event: meeting,
    }
    meeting.seats.push(seat)
    if (group) this.moved(meeting, this.unknowns.seatsMoveEvent)
    return seat
  }

  cancelSeat(seat: Seat): void {
    if (seat.status === 'canceled') return
    seat.status = 'canceled'
    seat.updatedAt = this.tick(3)
    const last = seat.event.seats.every((other) => other.status === 'canceled')
    if (last) seat.event.status = 'canceled'
    this.moved(seat.event, last || this.unknowns.seatsMoveEvent)
  }

  cancelEvent(meeting: Meeting): Seat[] {
    if (meeting.status === 'canceled') return []
    const open = meeting.seats.filter((seat) => seat.status === 'active')
    meeting.status = 'canceled'
    for (const seat of open) {
      seat.status = 'canceled'
      seat.updatedAt = this.tick(1)
    }
    this.moved(meeting, true)
    return open
  }

  /** The old seat dies, a new event (or a seat in another running group) is born, linked both ways. */
  reschedule(seat: Seat, pick: number, group?: Meeting): Seat {
    const next = this.book(pick, seat.event.limit, group)
    next.oldSeat = seat
    seat.newSeat = next
    this.cancelSeat(seat)
    return next
  }

  reassign(meeting: Meeting, host: string): void {
    if (meeting.host === host) return
    meeting.host = host
    this.moved(meeting, this.unknowns.hostsMoveEvent)
  }

  edit(meeting: Meeting, pick: number): void {
    meeting.start += (pick % 7) + 1
    meeting.place = `Room ${pick % 5}`
    this.moved(meeting, true)
  }

  /** Moves no stamp and no counter (API reference, section 8). */
  toggleNoShow(seat: Seat): void {
    seat.noShow = !seat.noShow
  }

  eventBody(meeting: Meeting): object {
    return {
      uri: `https://api.calendly.com/scheduled_events/${meeting.uuid}`,
      name: 'Review',
      status: meeting.status,
      start_time: stamp(meeting.start * 3_600_000_000),
      end_time: stamp(meeting.start * 3_600_000_000 + 1_800_000_000),
      location: { type: 'physical', location: meeting.place },
      invitees_counter: {
        total: meeting.seats.length,
        active: meeting.seats.filter((seat) => seat.status === 'active').length,
        limit: meeting.limit,
      },
      event_memberships: [{ user: meeting.host, user_email: 'host@example.org' }],
      event_guests: [],
      created_at: stamp(meeting.createdAt),
      updated_at: stamp(meeting.updatedAt),
    }
  }

  seatBody(seat: Seat): object {
    return {
      uri: uriOf(seat),
      event: `https://api.calendly.com/scheduled_events/${seat.event.uuid}`,
      email: seat.email,
      name: 'Client',
      status: seat.status,
      rescheduled: seat.newSeat !== undefined,
      old_invitee: seat.oldSeat ? uriOf(seat.oldSeat) : null,
      new_invitee: seat.newSeat ? uriOf(seat.newSeat) : null,
      no_show: seat.noShow
        ? { uri: 'https://api.calendly.com/invitee_no_shows/N', created_at: stamp(0) }
        : null,
      created_at: stamp(seat.createdAt),
      updated_at: stamp(seat.updatedAt),
    }
  }

  private open(pick: number, limit: number): Meeting {
    const at = this.tick(pick)
    const meeting: Meeting = {
      uuid: `${this.prefix}-E${this.meetings.length}`,
      limit,
      status: 'active',
      start: 24 * 330 + (pick % 50),
      host: this.hosts[pick % this.hosts.length] ?? '',
      place: 'Room',
      updatedAt: at,
      createdAt: at,
      seats: [],
      revision: 0,
    }
    this.meetings.push(meeting)
    return meeting
  }

  private moved(meeting: Meeting, stamps: boolean): void {
    meeting.revision += 1
    if (stamps) meeting.updatedAt = this.tick(meeting.revision)
  }

  private tick(pick: number): number {
    this.now += 1 + (pick % 900)
    return this.now
  }
}

function uriOf(seat: Seat): string {
  return `https://api.calendly.com/scheduled_events/${seat.event.uuid}/invitees/${seat.uuid}`
}

/** Microseconds after 2026-01-01 as Calendly prints an instant. */
function stamp(us: number): string {
  const second = new Date(Date.UTC(2026, 0, 1) + Math.floor(us / 1_000_000) * 1000)
  return `${second.toISOString().slice(0, 19)}.${String(us % 1_000_000).padStart(6, '0')}Z`
}
