import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../api/context.ts'
import type { ApiProblem } from '../api/problem.ts'
import type { Answer } from '../api/types.ts'
import { CopyButton } from '../parts/copy-button.tsx'

/** What Calendly said of the meeting, word for word; asked for only when somebody looks. */
export function RawJson({ id, eventUuid }: { readonly id: string; readonly eventUuid: string }) {
  const api = useApi()
  const [isOpen, setOpen] = useState(false)
  const raw = useQuery<Answer<'/api/meetings/{id}/raw'>, ApiProblem>({
    queryKey: ['meeting', id, 'raw'],
    queryFn: ({ signal }) => api.get(`/api/meetings/${encodeURIComponent(id)}/raw`, {}, signal),
    enabled: isOpen,
  })
  const text = raw.data && JSON.stringify(raw.data, null, 2)
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)} className="text-sm">
      <summary className="min-h-6 cursor-pointer font-semibold text-muted">Raw JSON</summary>
      <p className="mt-2 text-xs text-muted">
        Calendly event {eventUuid}. Links that let anybody cancel or move it are hidden.
      </p>
      {raw.isError && (
        <p role="alert" className="mt-2 text-bad">
          {raw.error.message}
        </p>
      )}
      {raw.isPending && isOpen && <p className="mt-2 text-muted">Reading…</p>}
      {text && (
        <>
          <div className="my-2">
            <CopyButton text={text} label="Copy JSON" />
          </div>
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with keys
            tabIndex={0}
            className="max-h-96 overflow-auto rounded-md border border-line bg-page p-3 text-xs whitespace-pre-wrap"
          >
            {text}
          </pre>
        </>
      )}
    </details>
  )
}
