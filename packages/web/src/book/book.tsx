import { Link } from '@tanstack/react-router'
import { Screen } from '../app/screen.tsx'
import { Card } from '../parts/card.tsx'

const WILL = [
  ['A client', 'picked from your list, with what you have met about before beside the form.'],
  [
    'A time',
    'from the free ones that Calendly offers, in the client’s own time zone, up to 31 days at a look.',
  ],
  ['The rest', 'the event type, its required questions, the place.'],
  [
    'An honest answer',
    'asked for, accepted by Calendly, seen again by a check. If somebody else takes the time first, what you typed stays, and the three nearest free times are offered.',
  ],
] as const

const LINK = 'text-accent underline underline-offset-2'

/** The place of booking, which comes with two-way work: what it will do, and what one does meanwhile. */
export function Book() {
  return (
    <Screen title="Book">
      <p className="max-w-prose">
        Booking for a client comes together with two-way work: today Calendly Sync reads your calendar at
        Calendly and changes nothing there. Until then you book in Calendly, and the meeting appears here by
        itself.
      </p>
      <div className="grid gap-6 lg:grid-cols-2">
        <Card title="Meanwhile">
          <ul className="divide-y divide-line rounded-lg border border-line bg-card">
            <li className="space-y-2 p-4">
              <p className="font-medium">Book a new meeting</p>
              <p className="text-sm text-muted">
                In Calendly, choose an event type and “Book meeting”, or share its page with the client.
              </p>
              <a
                href="https://calendly.com/"
                target="_blank"
                rel="noreferrer noopener"
                className="inline-flex min-h-9 items-center rounded-md border border-edge px-3 py-1.5 text-sm font-medium hover:bg-accent-soft"
              >
                Go to Calendly
                <span className="sr-only"> (opens in a new tab)</span>
              </a>
            </li>
            <li className="space-y-1 p-4">
              <p className="font-medium">Move one that is booked</p>
              <p className="text-sm text-muted">
                Open it in{' '}
                <Link to="/meetings" className={LINK}>
                  Meetings
                </Link>{' '}
                and copy the reschedule link of the client.
              </p>
            </li>
            <li className="space-y-1 p-4">
              <p className="font-medium">See what you have met about</p>
              <p className="text-sm text-muted">
                A client’s meetings, answers and no-shows stand in{' '}
                <Link to="/clients" className={LINK}>
                  Clients
                </Link>
                .
              </p>
            </li>
          </ul>
        </Card>
        <Card title="What it will do">
          <dl className="space-y-3 rounded-lg border border-line bg-card p-4 text-sm">
            {WILL.map(([what, how]) => (
              <div key={what}>
                <dt className="font-medium">{what}</dt>
                <dd className="text-muted">{how}</dd>
              </div>
            ))}
          </dl>
        </Card>
      </div>
    </Screen>
  )
}
