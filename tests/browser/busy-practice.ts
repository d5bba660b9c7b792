import { openPractice, type Practice } from './practice.ts'

const DAY_MS = 86_400_000

/** More than two pages of the list's 100 rows lie behind. */
export const PAST_COUNT = 130

/**
 * The practice with everything a list has to show, by days from today: a workshop with seats (6), a round robin (7), a
 * meeting that was moved twice (8 → 9 → 10), one that was paid (11), one in person (12), one with two hosts (13), and a long
 * past by telephone, a meeting each day from 10 days ago.
 */
export async function openBusyPractice(): Promise<Practice> {
  const practice = await openPractice()
  const { world, people } = practice.simulator
  const today = Math.floor(world.now() / DAY_MS) * DAY_MS
  const at = (days: number) => today + days * DAY_MS + DAY_MS / 2
  const person = (name: string, about = `The plans of ${name}`) => ({
    name,
    email: `${name.toLowerCase().replaceAll(' ', '.')}@client.example`,
    timezone: 'America/New_York',
    answers: [{ question: 'What shall we talk about?', answer: about, position: 0 }],
  })
  const { adviser, member } = people
  world.at(world.now() - 20 * DAY_MS, () => {
    const type = {
      workshop: world.addEventType({ name: 'Workshop', hosts: [adviser], seats: 5 }),
      robin: world.addEventType({
        name: 'First talk',
        hosts: [adviser, member],
        pooling: 'round_robin',
      }),
      both: world.addEventType({ name: 'Review for two', hosts: [adviser, member], pooling: 'collective' }),
      paid: world.addEventType({ name: 'Paid advice', hosts: [adviser], paid: true }),
    }
    for (const name of ['Gina Gross', 'Hal Hart', 'Ivy Ito']) {
      const { invitee } = world.book({ eventType: type.workshop, start: at(6), invitee: person(name) })
      if (name === 'Ivy Ito') world.cancelInvitee(invitee, { reason: 'Another time' })
    }
    world.book({ eventType: type.robin, host: adviser, start: at(7), invitee: person('Rob Roy') })
    const first = world.book({ host: adviser, start: at(8), invitee: person('Mona Moved') })
    const second = world.reschedule(first.invitee, at(9))
    world.reschedule(second.invitee, at(10))
    world.book({
      eventType: type.paid,
      start: at(11),
      invitee: person('Pia Paid', 'An inheritance from Norway'),
      payment: {
        external_id: 'ch_1',
        provider: 'stripe',
        amount: 120,
        currency: 'EUR',
        terms: null,
        successful: true,
      },
      tracking: { utm_source: 'newsletter' },
    })
    const place = { kind: 'physical', text: 'Markt 5, Bonn' } as const
    world.book({ host: adviser, start: at(12), location: place, invitee: person('Phil Present') })
    world.book({ eventType: type.both, start: at(13), invitee: person('Beth Both') })
  })
  for (let n = 0; n < PAST_COUNT; n++) practice.book(`Past ${String(n).padStart(3, '0')}`, -10 - n)
  return practice
}
