import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useRef } from 'react'
import { useApp } from '../app/context.ts'
import { Screen } from '../app/screen.tsx'
import { useDrawn } from '../browser/use-drawn.ts'
import { KeepPlace } from '../live/keep-place.tsx'
import { useNow } from '../time/use-now.ts'
import { activeFilters } from './active-filters.ts'
import { ExportMenu } from './export-menu.tsx'
import { FilterBar } from './filter-bar.tsx'
import { FilterChips } from './filter-chips.tsx'
import { LayoutSwitch } from './layout-switch.tsx'
import { MeetingList } from './meeting-list.tsx'
import type { Filters, MeetingsSearch } from './search.ts'
import { SearchBox } from './search-box.tsx'
import { countsOf, Tabs } from './tabs.tsx'
import { useAhead } from './use-ahead.ts'
import { askBy, useAsked } from './use-asked.ts'
import { useChosen } from './use-chosen.ts'
import { useFacets } from './use-facets.ts'
import { useFirstRows } from './use-first-rows.ts'
import { useHeld } from './use-held.ts'
import { useLastVisit } from './use-last-visit.ts'
import { useLook } from './use-look.ts'
import { useMeetings, useMeetingsAhead } from './use-meetings.ts'
import { ViewsMenu } from './views-menu.tsx'
import { VisitNote } from './visit-note.tsx'
import { WeekBar } from './week-bar.tsx'
import { ZoneSelect } from './zone-select.tsx'

/** All meetings of the reader. */
export function Meetings() {
  const { formats, status } = useApp()
  const address = useSearch({ from: '/meetings' })
  const navigate = useNavigate({ from: '/meetings' })
  const set = (change: MeetingsSearch) =>
    void navigate({ search: (before) => ({ ...before, ...change }), resetScroll: false })
  const { search, choose } = useAhead(address, set)
  const nowMs = useNow(10_000)
  const { view: tab = 'upcoming', layout = 'agenda', zone = 'mine' } = search
  const visit = useLastVisit(status?.userId, nowMs)
  const asker = { timeZone: formats.timeZone, today: formats.dayKey(nowMs), since: visit.since }
  const asked = useAsked(search, asker)
  const place = `${tab} ${layout}`
  const meetings = useMeetings(place, asked.list)
  const askAhead = useMeetingsAhead()
  // The rows are seen before anything else is asked for: counting takes the server longer than they do.
  const isOld = meetings.isPending || meetings.isPlaceholderData
  const isTurn = useDrawn(isOld ? undefined : asked.list)
  const rows = useFirstRows(meetings.data, isOld || isTurn || layout === 'week')
  const counts = countsOf(useFacets(asked.counts, isTurn), useFacets(asked.changes, isTurn))
  const menus = useChosen(useFacets(asked.menus, isTurn), asked.filters)
  const active = useMemo(
    () => activeFilters(search, menus, status, formats),
    [search, menus, status, formats],
  )
  const { look, openId } = useLook(nowMs, zone)
  const shownLook = useHeld(look, meetings.isPlaceholderData)
  const list = useRef<HTMLDivElement>(null)
  const filter = (change: Filters) =>
    void choose(change, askAhead(place, askBy({ ...search, ...change }, asker).list))
  const total = layout === 'week' ? undefined : counts[tab]
  return (
    <Screen
      title="Meetings"
      actions={
        <>
          <div className="flex gap-2">
            <ViewsMenu userId={status?.userId} />
            <ExportMenu question={asked.list} count={total} />
          </div>
          <SearchBox />
        </>
      }
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <Tabs {...{ tab, counts }} />
        <LayoutSwitch layout={layout} />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-2 xl:flex-nowrap">
        <FilterBar filters={asked.filters} {...{ menus, status }} set={filter} />
        <ZoneSelect zone={zone} choose={(each) => set({ zone: each === 'mine' ? undefined : each })} />
      </div>
      <FilterChips active={active} />
      {tab === 'changed' && visit.since && (
        <VisitNote since={visit.since} markAllSeen={visit.markAllSeen} {...{ formats, nowMs }} />
      )}
      {layout === 'week' && <WeekBar days={asked.week} formats={formats} isReading={meetings.hasNextPage} />}
      <KeepPlace rows={rows} list={list}>
        <MeetingList
          query={meetings}
          {...{ rows, layout, openId, nowMs, total, list, status }}
          look={shownLook}
          week={asked.week}
          asked={{ tab, filters: active, isWeek: layout === 'week' }}
        />
      </KeepPlace>
      <p className="text-xs text-muted">
        {zone === 'mine'
          ? `Times are shown in ${formats.timeZone}.`
          : `Days are those of ${formats.timeZone}; each time names the place whose clock it is.`}
      </p>
    </Screen>
  )
}
