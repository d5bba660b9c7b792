import type { Random } from '../random.ts'
import type { Booking } from '../world/book.ts'
import type { NewEventType } from '../world/event-types.ts'
import type { World } from '../world/world.ts'
import type { Person } from './names.ts'

/** Something that can be booked, how often it is, and what such a booking brings with it. */
export interface Offer {
  eventType: string
  weight: number
  isGroup: boolean
  details(random: Random, person: Person): Partial<Booking> & { more?: Partial<Booking['invitee']> }
}

type Details = Offer['details']

const topics = [
  'Altersvorsorge',
  'Immobilienfinanzierung',
  'ETF-Depot prüfen',
  'Retirement planning',
  'Erbschaft: was nun?',
  'Berufsunfähigkeit 🙏',
]

const plain: Details = () => ({})
const phoned: Details = (random) => ({ more: { text_reminder_number: phone(random) } })
const called: Details = (random) => {
  const number = phone(random)
  return { location: { kind: 'outbound_call', text: number }, more: { text_reminder_number: number } }
}
const asked: Details = (random) => ({
  more: {
    answers: [
      { question: 'Worum geht es Ihnen?', answer: random.pick(topics), position: 0 },
      { question: 'Ihre Telefonnummer', answer: phone(random), position: 1 },
      ...(random.chance(0.3)
        ? [
            {
              question: 'Was besitzen Sie bereits?',
              answer: 'Riester-Rente\nBausparvertrag\nDepot',
              position: 3,
            },
          ]
        : []),
    ],
  },
})
const tracked: Details = (random) => ({
  tracking: { utm_source: random.pick(['newsletter', 'google', 'linkedin']), utm_campaign: 'vorsorge-2026' },
})
const paid: Details = (random) => ({
  payment: {
    external_id: `ch_sim${random.int(100_000, 999_999)}`,
    provider: random.pick(['stripe', 'paypal'] as const),
    amount: random.pick([149, 249.5, 99.99]),
    currency: 'EUR',
    terms: random.chance(0.5) ? 'Kostenfreie Stornierung bis 24 Stunden vor dem Termin.' : null,
    successful: random.chance(0.95),
  },
  reconfirmation: { confirmed: random.chance(0.7) },
})
const named: Details = (random, person) => {
  const space = person.name.lastIndexOf(' ')
  if (space < 0 || random.chance(0.3)) return { guests: [`partner.${person.email}`] }
  return { more: { first_name: person.name.slice(0, space), last_name: person.name.slice(space + 1) } }
}
const hosted: Details = (random) => ({
  location: { kind: 'ask_invitee', text: random.pick(['Café Mühle, Markt 5', 'Bei mir zu Hause, 2. Stock']) },
  guests: random.chance(0.4) ? ['steuerberatung@kanzlei.example'] : [],
})
const elsewhere: Details = (random) => ({
  location: random.pick([
    { kind: 'custom', text: 'Siehe Kalendereinladung' } as const,
    { kind: 'custom', text: null } as const,
    null,
  ]),
})
const byApi: Details = () => ({ method: 'api' })

/** An adviser's event types: every kind that there is, in German and English. */
export function addAdviserOffers(world: World, adviser: string, colleague: string): Offer[] {
  const questions: NewEventType['questions'] = [
    { name: 'Worum geht es Ihnen?', type: 'text', required: true },
    { name: 'Ihre Telefonnummer', type: 'phone_number' },
    {
      name: 'Wie wurden Sie auf uns aufmerksam?',
      type: 'single_select',
      choices: ['Empfehlung', 'Internet'],
    },
    {
      name: 'Was besitzen Sie bereits?',
      type: 'multi_select',
      choices: ['Riester-Rente', 'Bausparvertrag', 'Depot'],
    },
  ]
  const mine = { hosts: [adviser], locale: 'de' }
  const team = { hosts: [adviser, colleague], locale: 'de' }
  const offer = (weight: number, type: NewEventType, details: Details): Offer => ({
    eventType: world.addEventType(type),
    weight,
    isGroup: (type.seats ?? 1) > 1,
    details,
  })
  return [
    offer(18, { ...mine, name: 'Erstgespräch', durationMinutes: 30, questions }, asked),
    offer(
      16,
      { ...mine, name: 'Jahresgespräch', durationMinutes: 60, locations: [office] },
      (random, person) => (random.chance(0.5) ? named(random, person) : phoned(random, person)),
    ),
    offer(
      12,
      {
        ...mine,
        name: 'Retirement Planning Session',
        durationMinutes: 45,
        locations: [{ kind: 'zoom' }],
        locale: 'en',
      },
      tracked,
    ),
    offer(
      10,
      { ...mine, name: 'Kurzer Rückruf', durationMinutes: 15, locations: [{ kind: 'outbound_call' }] },
      called,
    ),
    offer(
      9,
      {
        ...mine,
        name: 'Workshop Altersvorsorge',
        durationMinutes: 90,
        seats: 12,
        locations: [{ kind: 'zoom' }],
      },
      plain,
    ),
    offer(
      8,
      {
        ...team,
        name: 'Depot-Check zu dritt',
        durationMinutes: 60,
        pooling: 'collective',
        locations: [{ kind: 'microsoft_teams_conference' }],
      },
      named,
    ),
    offer(
      6,
      {
        ...mine,
        name: 'Premium-Beratung',
        durationMinutes: 60,
        paid: true,
        locations: [{ kind: 'webex_conference' }],
      },
      paid,
    ),
    offer(
      5,
      {
        ...mine,
        name: 'Telefonsprechstunde',
        durationMinutes: 20,
        locations: [{ kind: 'inbound_call', text: '+49 30 5550 0199', additionalInfo: 'Durchwahl 7' }],
      },
      plain,
    ),
    offer(
      5,
      { ...mine, name: 'Beratung bei Ihnen', durationMinutes: 90, locations: [{ kind: 'ask_invitee' }] },
      hosted,
    ),
    offer(
      4,
      {
        ...mine,
        name: 'Einmaliger Termin',
        durationMinutes: 45,
        adhoc: true,
        locations: [{ kind: 'custom' }],
      },
      elsewhere,
    ),
    offer(
      4,
      {
        ...mine,
        name: 'Terminumfrage Nachlass',
        durationMinutes: 60,
        poll: true,
        locations: [{ kind: 'gotomeeting' }],
      },
      plain,
    ),
    offer(
      3,
      {
        ...mine,
        name: 'Portfolio Review (EN)',
        durationMinutes: 30,
        locations: [{ kind: 'google_conference', fails: true }],
        locale: 'en',
      },
      byApi,
    ),
  ]
}

export const office = { kind: 'physical', text: 'Lindenstraße 12, 10969 Berlin' } as const

export function pickOffer(random: Random, offers: readonly Offer[]): Offer {
  const total = offers.reduce((sum, offer) => sum + offer.weight, 0)
  let left = random.next() * total
  for (const offer of offers) {
    left -= offer.weight
    if (left < 0) return offer
  }
  return random.pick(offers)
}

function phone(random: Random): string {
  return `+49 30 5550 0${random.int(100, 199)}`
}
