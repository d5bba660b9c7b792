import { useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import { useApp } from '../app/context.ts'
import { Screen } from '../app/screen.tsx'
import { CopyLink } from '../parts/copy-link.tsx'
import { useNow } from '../time/use-now.ts'
import { DownloadLog } from './download-log.tsx'
import { Filters } from './filters.tsx'
import { LinkedRun } from './linked-run.tsx'
import { SearchBox } from './search-box.tsx'
import { Timeline } from './timeline.tsx'
import { useActivity } from './use-activity.ts'
import { useHold } from './use-hold.ts'

/** What happened, whoever or whatever did it, newest first. */
export function Activity() {
  const { formats } = useApp()
  const search = useSearch({ from: '/activity' })
  const nowMs = useNow(10_000)
  const activity = useActivity(search)
  const list = useRef<HTMLDivElement>(null)
  const entries = activity.data ?? []
  const openId = search.open ?? entries.find(({ runId }) => runId !== null && runId === search.run)?.id
  const { open: _open, run: _run, meeting: _meeting, ...filters } = search
  const held = useHold(entries, list, openId !== undefined, JSON.stringify(filters))
  return (
    <Screen title="Activity" actions={<SearchBox />}>
      <Filters search={search} />
      <div className="flex flex-wrap items-center gap-x-3">
        <p className="mr-auto text-xs text-muted">Times are shown in {formats.timeZone}.</p>
        <CopyLink />
        <DownloadLog search={search} />
      </div>
      {activity.isSuccess && search.run !== undefined && openId === undefined && (
        <LinkedRun runId={search.run} nowMs={nowMs} />
      )}
      <Timeline {...{ query: activity, held, openId, list, nowMs }} hasFilters={hasAny(filters)} />
    </Screen>
  )
}

function hasAny(filters: object): boolean {
  return Object.values(filters).some((value) => value !== undefined && value !== '')
}
