import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../api/context.ts'
import type { ApiProblem } from '../api/problem.ts'
import type { Answer } from '../api/types.ts'
import { useApp } from '../app/context.ts'
import { Button } from '../parts/button.tsx'
import { CopyButton } from '../parts/copy-button.tsx'
import { useNow } from '../time/use-now.ts'

type Feed = Answer<'/api/meetings.ics/token'>

const PATH = '/api/meetings.ics/token'
const KEY = ['meetings', 'feed']

/** The address of a calendar that follows the meetings; told once, because whoever has it can read them. */
export function CalendarFeed() {
  const api = useApi()
  const queries = useQueryClient()
  const { formats } = useApp()
  const nowMs = useNow(60_000)
  const [url, setUrl] = useState<string>()
  const feed = useQuery<Feed, ApiProblem>({
    queryKey: KEY,
    queryFn: ({ signal }) => api.get<Feed>(PATH, {}, signal),
  })
  const open = useMutation<{ readonly url: string }, ApiProblem, void>({
    mutationFn: () => api.post(PATH),
    onSuccess: (told) => {
      setUrl(told.url)
      void queries.invalidateQueries({ queryKey: KEY })
    },
  })
  const close = useMutation<unknown, ApiProblem, void>({
    mutationFn: () => api.send('DELETE', PATH),
    onSuccess: () => {
      setUrl(undefined)
      void queries.invalidateQueries({ queryKey: KEY })
    },
  })
  const since = feed.data?.openSince ?? null
  const trouble = open.error ?? close.error ?? feed.error
  return (
    <section aria-label="Calendar feed" className="border-t border-line pt-3">
      <p className="font-semibold">Calendar feed</p>
      <p className="text-muted">
        {since === null
          ? 'An address to subscribe to in your own calendar: it follows your meetings by itself. Whoever has it can read them.'
          : `Open since ${formats.moment(since, nowMs)}. The address is shown only when it is made; a new one closes the old one.`}
      </p>
      {url && (
        <div className="mt-2 flex items-center gap-2">
          <input
            readOnly
            aria-label="Address of the calendar feed"
            value={url}
            onFocus={(event) => event.target.select()}
            className="min-h-9 min-w-0 flex-1 rounded-md border border-edge bg-page px-2 text-xs"
          />
          <CopyButton text={url} />
        </div>
      )}
      <div className="mt-2 flex flex-wrap gap-2">
        <Button disabled={open.isPending || feed.isPending} onClick={() => open.mutate()}>
          {since === null ? 'Make an address' : 'Make a new address'}
        </Button>
        {since !== null && (
          <Button look="quiet" disabled={close.isPending} onClick={() => close.mutate()}>
            Close the feed
          </Button>
        )}
      </div>
      {trouble && (
        <p role="alert" className="mt-2 text-bad">
          {trouble.message}
        </p>
      )}
    </section>
  )
}
