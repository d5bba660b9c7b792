import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useApp } from '../app/context.ts'
import { Screen } from '../app/screen.tsx'
import { ClientDrawer } from '../client/client-drawer.tsx'
import { SearchBox } from '../parts/search-box.tsx'
import { ClientList } from './client-list.tsx'
import { SortSelect } from './sort-select.tsx'
import { Suggestions } from './suggestions/suggestions.tsx'
import { countWords, useSuggestions } from './suggestions/use-suggestions.ts'
import { Tabs } from './tabs.tsx'

/** Everybody who has booked or was added to a meeting, one row per person. */
export function Clients() {
  const { formats } = useApp()
  const search = useSearch({ from: '/clients' })
  const navigate = useNavigate({ from: '/clients' })
  const toConfirm = useSuggestions('open')
  const [said, say] = useState('')
  useEffect(() => {
    if (search.client !== undefined) say('') // what was said is of another client
  }, [search.client])
  const isList = search.tab !== 'confirm'
  return (
    <Screen
      title="Clients"
      actions={
        isList && (
          <SearchBox
            label="Search clients"
            placeholder="Name, e-mail, phone"
            q={search.q ?? ''}
            tell={(q) =>
              void navigate({
                search: (before) => ({ ...before, q }),
                replace: true,
                resetScroll: false,
              })
            }
          />
        )
      }
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <Tabs tab={search.tab} toConfirm={countWords(toConfirm.data)} />
        {isList && <SortSelect sort={search.sort} />}
      </div>
      <p role="status" className={said === '' ? 'sr-only' : 'rounded-md bg-good-soft p-3 text-sm text-good'}>
        {said}
      </p>
      {isList ? <ClientList search={search} /> : <Suggestions />}
      <p className="text-xs text-muted">Times are shown in {formats.timeZone}.</p>
      {search.client !== undefined && <ClientDrawer id={search.client} whenErased={say} />}
    </Screen>
  )
}
