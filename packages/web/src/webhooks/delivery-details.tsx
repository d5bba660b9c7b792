import type { ReactNode } from 'react'
import type { DeliveryDetail } from '../api/types.ts'
import { useOpenMeeting } from '../meeting/use-open-meeting.ts'
import { Badge } from '../parts/badge.tsx'
import { Button, buttonLook } from '../parts/button.tsx'
import { CopyLink } from '../parts/copy-link.tsx'
import { Icon } from '../parts/icon.tsx'
import { type Formats, lasting } from '../time/formats.ts'
import { kindWords, OUTCOME_LOOKS, oddities, stepsOf } from './delivery-words.ts'
import { Payload } from './payload.tsx'
import { ReplaySaid } from './replay-bar.tsx'
import { Steps } from './steps.tsx'
import type { useReplay } from './use-deliveries.ts'

/** All there is to say of a delivery. */
export function DeliveryDetails(props: {
  readonly delivery: DeliveryDetail
  readonly formats: Formats
  readonly nowMs: number
  readonly replay: ReturnType<typeof useReplay>
  readonly again: () => void
}) {
  const { delivery, formats, nowMs, replay, again } = props
  const { hrefOf, follow } = useOpenMeeting()
  const { receivedAt, signedAt, settledAt, kind, eventUuid, meetingId } = delivery
  const look = OUTCOME_LOOKS[delivery.outcome]
  const took = settledAt === null ? undefined : (Date.parse(settledAt) - Date.parse(receivedAt)) / 1000
  const moment = (at: string) => `${formats.moment(at, nowMs)}:${seconds(at)}`
  return (
    <div className="space-y-5 p-5">
      <div>
        <Badge tone={look.tone} icon={look.icon}>
          {look.word}
        </Badge>
        <h2 id="delivery-title" className="mt-1 text-lg font-semibold">
          {kindWords(kind)}
        </h2>
        {kind !== null && <code className="text-xs text-muted">{kind}</code>}
      </div>
      <Steps label="What became of it" steps={stepsOf(delivery)} />
      <div className="flex flex-wrap gap-2">
        {meetingId !== null && (
          <a
            href={hrefOf(meetingId)}
            onClick={(event) => follow(event, meetingId)}
            className={buttonLook('plain')}
          >
            <Icon name="calendar" />
            Open its meeting
          </a>
        )}
        <Button onClick={again} isBusy={replay.isPending} aria-keyshortcuts="R">
          <Icon name="refresh" />
          Replay
        </Button>
        <CopyLink />
      </div>
      <p role="status" className="text-sm text-muted empty:hidden">
        <ReplaySaid replay={replay} />
      </p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm tabular-nums">
        <Fact name="Received">{moment(receivedAt)}</Fact>
        <Fact name="Signed by Calendly">{signedAt === null ? 'not signed' : moment(signedAt)}</Fact>
        <Fact name="Settled">
          {settledAt === null || took === undefined
            ? 'not yet'
            : `${moment(settledAt)}, ${took < 1 ? 'within a second' : `after ${lasting(took)}`}`}
        </Fact>
        <Fact name="Attempts">
          {delivery.attempts}
          {oddities({ attempts: 0, seen: delivery.seen }).map((each) => `; the same bytes ${each}`)}
        </Fact>
        {eventUuid !== null && (
          <Fact name="Calendly’s event">
            <code className="text-xs">{eventUuid}</code>
          </Fact>
        )}
      </dl>
      <Payload delivery={delivery} />
      {delivery.headers && (
        <details className="text-sm">
          <summary className="min-h-6 cursor-pointer text-muted hover:text-ink">Headers</summary>
          <dl className="mt-1 grid gap-y-1">
            {Object.entries(delivery.headers).map(([name, value]) => (
              <div key={name}>
                <dt className="text-xs text-muted">{name}</dt>
                <dd>
                  <code className="text-xs">{value}</code>
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  )
}

/** Seconds are the same in all time zones. */
function seconds(at: string): string {
  return at.slice(17, 19)
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
