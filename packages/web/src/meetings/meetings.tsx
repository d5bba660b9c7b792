import { useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import { useApp } from '../app/context.ts'
import { Screen } from '../app/screen.tsx'
import { KeepPlace } from '../live/keep-place.tsx'
import { useNow } from '../time/use-now.ts'
import { MeetingList } from './meeting-list.tsx'
import { SearchBox } from './search-box.tsx'
import { Tabs } from './tabs.tsx'
import { useMeetings } from './use-meetings.ts'

/** All meetings of the reader. */
export function Meetings() {
  const { formats, status } = useApp()
  const { view = 'upcoming', q = '' } = useSearch({ from: '/meetings' })
  const nowMs = useNow(10_000)
  const meetings = useMeetings(view, q)
  const list = useRef<HTMLDivElement>(null)
  return (
    <Screen title="Meetings" actions={<SearchBox />}>
      <Tabs view={view} />
      <KeepPlace rows={meetings.data} list={list}>
        <MeetingList {...{ query: meetings, view, q, status, formats, nowMs, list }} />
      </KeepPlace>
      <p className="text-xs text-muted">Times are shown in {formats.timeZone}.</p>
    </Screen>
  )
}
