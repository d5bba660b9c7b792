import { type Booking, createSimulator, type Simulator } from 'calendly-simulator'

const DAY_MS = 86_400_000

/** Calendly writes every booking into the host's calendar 2 to 9 s later, and moves its stamp: no test here waits for that. */
const SETTLED_MS = 10_000

const BY_TELEPHONE = { kind: 'inbound_call', text: '+49 30 5550 0100' } as const
const ONLINE = { kind: 'google_conference' } as const

/** A small practice whose meetings every test here knows: a Calendly on loopback, and what to start a server with. */
export interface Practice {
  readonly simulator: Simulator
  readonly env: Readonly<Record<string, string>>
  /** Somebody booked, ten seconds ago, noon (UTC) so many days from today, by telephone. @returns URIs of event and invitee */
  book(name: string, days: number): { event: string; invitee: string }
  /** Tomorrow's meeting. */
  readonly maria: { event: string; invitee: string }
  close(): Promise<void>
}

/** Ahead: Maria Santos (tomorrow), Tom Weber (in 3 days), a cancelled Nora Lind. Past: Ken Adachi, who did not come. */
export async function openPractice(): Promise<Practice> {
  const simulator = await createSimulator({ world: 'empty' })
  const { world, people } = simulator
  const { url } = await simulator.listen()
  const today = Math.floor(world.now() / DAY_MS) * DAY_MS
  const book = (name: string, days: number, location: Booking['location'] = BY_TELEPHONE) => {
    const email = `${name.toLowerCase().replaceAll(' ', '.')}@client.example`
    const answers = [{ question: 'What shall we talk about?', answer: `The plans of ${name}`, position: 0 }]
    const booking = {
      host: people.adviser,
      start: today + days * DAY_MS + DAY_MS / 2,
      location,
      invitee: { name, email, timezone: 'America/New_York', answers },
    }
    return world.at(world.now() - SETTLED_MS, () => world.book(booking))
  }
  const seed = world.at(world.now() - 10 * DAY_MS, () => ({
    maria: book('Maria Santos', 1, ONLINE),
    tom: book('Tom Weber', 3),
    nora: book('Nora Lind', 5),
    ken: book('Ken Adachi', -2),
  }))
  world.cancelInvitee(seed.nora.invitee, { reason: 'Gone abroad' })
  world.markNoShow(seed.ken.invitee)
  const env = {
    CALENDLY_API_URL: url,
    CALENDLY_PERSONAL_ACCESS_TOKEN: simulator.tokens.adviser,
    SYNC_STARTUP_DELAY_SECONDS: '86400', // only the tests press the button
  }
  return { simulator, env, book, maria: seed.maria, close: () => simulator.close() }
}
