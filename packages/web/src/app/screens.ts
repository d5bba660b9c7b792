/** Where the navigation leads; `key` goes there after G. */
export const SCREENS = [
  { to: '/', name: 'Home', key: 'h', icon: 'home', isOperators: false },
  { to: '/meetings', name: 'Meetings', key: 'm', icon: 'calendar', isOperators: false },
  { to: '/clients', name: 'Clients', key: 'c', icon: 'people', isOperators: false },
  { to: '/book', name: 'Book', key: 'b', icon: 'plus', isOperators: false },
  { to: '/activity', name: 'Activity', key: 'a', icon: 'list', isOperators: false },
  { to: '/webhooks', name: 'Webhooks', key: 'w', icon: 'bolt', isOperators: false },
  { to: '/accounts', name: 'Accounts', key: 'u', icon: 'link', isOperators: false },
  { to: '/alerts', name: 'Alerts', key: 'l', icon: 'bell', isOperators: false },
  { to: '/operations', name: 'Operations', key: 'o', icon: 'gauge', isOperators: true },
  { to: '/setup', name: 'Setup check', key: 's', icon: 'check', isOperators: true },
] as const

/** The screens of this reader. */
export function screensFor(isOperator: boolean): readonly (typeof SCREENS)[number][] {
  return SCREENS.filter((screen) => isOperator || !screen.isOperators)
}
