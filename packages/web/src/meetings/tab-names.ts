import type { Tab } from './search.ts'

export const TAB_NAMES: readonly (readonly [Tab, string])[] = [
  ['upcoming', 'Upcoming'],
  ['past', 'Past'],
  ['cancelled', 'Cancelled'],
  ['no-show', 'No-show'],
  ['changed', 'Changed since my last visit'],
]
