import type { MeetingFacets } from '../api/types.ts'
import type { Filters } from './search.ts'

/** What can be chosen to narrow a list down. */
export type Menus = Pick<MeetingFacets, 'accounts' | 'hosts' | 'eventTypes' | 'locations'>

/**
 * A menu goes on naming what is chosen in it when the other filters leave nothing of it: with its name as it was told
 * before, and none to be found.
 */
export function keepChosen(menus: Menus, seen: Menus, filters: Filters): Menus {
  const { account, host, type, place } = filters
  return {
    accounts: kept(menus.accounts, seen.accounts, account),
    hosts: kept(menus.hosts, seen.hosts, host),
    eventTypes: kept(menus.eventTypes, seen.eventTypes, type),
    locations: kept(menus.locations, seen.locations, place),
  }
}

function kept<Choice extends { readonly value: string; readonly count: number }>(
  choices: readonly Choice[],
  seen: readonly Choice[],
  chosen: string | undefined,
): Choice[] {
  if (chosen === undefined || choices.some(({ value }) => value === chosen)) return [...choices]
  return [
    ...choices,
    ...seen.filter(({ value }) => value === chosen).map((choice) => ({ ...choice, count: 0 })),
  ]
}
