import { useRouter } from '@tanstack/react-router'
import type { MouseEvent } from 'react'
import type { MeetingDetail } from '../api/types.ts'
import type { Formats } from '../time/formats.ts'
import { describeChange } from './history.ts'
import { Part } from './part.tsx'
import { ignoredWords, type Source, sourceOf, writtenWords } from './written.ts'

/** Why the row says what it says: what wrote it, when and by which way, and what was told of it without effect. */
export function Explanation(props: {
  readonly detail: MeetingDetail
  readonly formats: Formats
  readonly nowMs: number
}) {
  const { detail, formats, nowMs } = props
  const { writtenBy, ignored } = detail.explanation
  return (
    <Part title="Explain this row">
      {writtenBy && (
        <p className="text-sm">
          {writtenWords(writtenBy, formats, nowMs)} <SourceLink source={sourceOf(writtenBy)} />
        </p>
      )}
      <ol aria-label="History" className="mt-2 space-y-3 text-sm">
        {detail.history.map((change) => {
          const { seq, what, at, cause, details } = describeChange(change, formats, nowMs)
          return (
            <li key={seq} className="border-l-2 border-line pl-3">
              <span className="font-medium">{what}</span>{' '}
              <span className="text-muted tabular-nums">
                {at} · {cause}
              </span>{' '}
              <SourceLink source={sourceOf(change)} />
              {details.map((each) => (
                <p key={each} className="text-muted">
                  <bdi>{each}</bdi>
                </p>
              ))}
            </li>
          )
        })}
      </ol>
      {ignored.length > 0 && (
        <>
          <h4 className="mt-4 text-sm font-medium">Told, and not used</h4>
          <ul aria-label="Ignored updates" className="mt-1 space-y-2 text-sm text-muted">
            {ignored.map((each) => (
              <li key={each.deliveryId} className="border-l-2 border-line pl-3">
                <span className="tabular-nums">{formats.moment(each.at, nowMs)}</span> · {ignoredWords(each)}{' '}
                <SourceLink source={sourceOf({ ...each, runId: null })} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Part>
  )
}

/** To the check or the message, on the screen that shows it. */
function SourceLink({ source }: { readonly source: Source | undefined }) {
  const router = useRouter()
  if (!source) return null
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    router.history.push(source.href)
  }
  return (
    <a
      href={source.href}
      onClick={follow}
      className="whitespace-nowrap text-accent underline underline-offset-2"
    >
      {source.words}
    </a>
  )
}
