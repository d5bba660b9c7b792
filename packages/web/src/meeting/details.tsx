import type { Meeting, MeetingDetail } from '../api/types.ts'
import { endingOf, safeUrl } from '../meetings/words.ts'
import { Badge } from '../parts/badge.tsx'
import type { Formats } from '../time/formats.ts'
import { Chain } from './chain.tsx'
import { Explanation } from './explanation.tsx'
import { Part } from './part.tsx'
import { RawJson } from './raw-json.tsx'
import { When } from './when.tsx'
import { Who } from './who.tsx'

/**
 * Everything known about a meeting, the question most asked first: when, who, where.
 *
 * @param props.meeting - what its row in the list knows, which is there at once.
 * @param props.detail - the rest, as soon as it has come.
 */
export function Details(props: {
  readonly meeting: Meeting
  readonly detail: MeetingDetail | undefined
  readonly formats: Formats
  readonly nowMs: number
  readonly open: (id: string) => void
}) {
  const { meeting, detail, formats, nowMs, open } = props
  const ending = endingOf(meeting)
  return (
    <div className="space-y-6 p-4 sm:p-6" aria-busy={detail === undefined}>
      <header>
        <h2 id="meeting-title" className={`text-xl font-semibold ${meeting.isDeleted ? 'line-through' : ''}`}>
          <bdi>{meeting.title}</bdi>
        </h2>
        {ending && (
          <p className="mt-2">
            <Badge
              tone={meeting.rescheduledTo === null ? 'bad' : 'plain'}
              icon={meeting.rescheduledTo === null ? 'close' : 'moved'}
            >
              {ending.what}
            </Badge>
            {ending.why && <bdi className="ml-2 text-sm text-muted">{ending.why}</bdi>}
          </p>
        )}
        <When {...{ meeting, detail, formats, nowMs }} />
      </header>
      <Who {...{ meeting, detail, nowMs }} />
      <Where meeting={meeting} />
      {detail?.notes && (
        <Part title="Notes">
          <bdi className="block whitespace-pre-line">{detail.notes}</bdi>
        </Part>
      )}
      <Chain {...{ meeting, detail, formats, nowMs, open }} />
      {detail ? (
        <>
          <Explanation {...{ detail, formats, nowMs }} />
          <RawJson id={detail.id} eventUuid={detail.calendlyEventUuid} />
        </>
      ) : (
        <p className="text-sm text-muted">Reading answers and history…</p>
      )}
    </div>
  )
}

function Where({ meeting }: { readonly meeting: Meeting }) {
  const url = safeUrl(meeting.joinUrl)
  return (
    <Part title="Where">
      <p>
        <bdi>{meeting.locationText ?? (url ? 'Online' : 'No place given')}</bdi>
      </p>
      {url && (
        <a
          href={url}
          target="_blank"
          rel="noreferrer noopener"
          className="inline-block min-h-6 text-sm text-accent underline underline-offset-2"
        >
          {url}
          <span className="sr-only"> (opens in a new tab)</span>
        </a>
      )}
    </Part>
  )
}
