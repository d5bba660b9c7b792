import { useMemo, useRef } from 'react'
import type { MeetingFacets } from '../api/types.ts'
import { keepChosen, type Menus } from './keep-chosen.ts'
import type { Filters } from './search.ts'

/** The menus with what is chosen in them, also where nothing of it is left to be found. */
export function useChosen(menus: MeetingFacets | undefined, filters: Filters): MeetingFacets | undefined {
  const seen = useRef<Menus>({ accounts: [], hosts: [], eventTypes: [], locations: [] })
  return useMemo(() => {
    if (!menus) return undefined
    const shown = { ...menus, ...keepChosen(menus, seen.current, filters) }
    seen.current = shown
    return shown
  }, [menus, filters])
}
