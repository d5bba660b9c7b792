import type { Meeting } from '../api/types.ts'
import { Icon } from '../parts/icon.tsx'
import { safeUrl } from './words.ts'

/** Where, and the way in when there is one. */
export function RowPlace({ meeting }: { readonly meeting: Meeting }) {
  const url = safeUrl(meeting.joinUrl)
  const words = meeting.locationText ?? (url ? 'Online' : 'No place given')
  return (
    <p className="flex min-w-0 items-start gap-1.5 text-sm text-muted">
      <Icon name={url ? 'video' : 'place'} className="mt-0.5" />
      {url && !meeting.isDeleted ? (
        <a
          href={url}
          target="_blank"
          rel="noreferrer noopener"
          className="relative z-10 inline-block min-h-6 min-w-0 text-accent underline underline-offset-2 hover:text-accent-strong"
        >
          <bdi className="line-clamp-3">{words}</bdi>
          <span className="sr-only"> (opens the meeting in a new tab)</span>
        </a>
      ) : (
        <bdi className="line-clamp-3 min-w-0">{words}</bdi>
      )}
    </p>
  )
}
