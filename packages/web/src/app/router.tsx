import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { readAccountsSearch } from '../accounts/search.ts'
import { readActivitySearch } from '../activity/search.ts'
import { readAlertsSearch } from '../alerts/search.ts'
import { readClientsSearch } from '../clients/search.ts'
import { Home } from '../home/home.tsx'
import { readHomeSearch } from '../home/search.ts'
import { readMeetingsSearch } from '../meetings/search.ts'
import { readOperationsSearch } from '../operations/search.ts'
import { readWebhooksSearch } from '../webhooks/search.ts'
import { NotFound } from './not-found.tsx'
import { parseSearch, stringifySearch, text } from './search.ts'
import { Shell } from './shell.tsx'

/*
 * The screens. Filters, tab and selection live in the query of the address, read by each screen's `search.ts`; the open
 * meeting (`meeting`) is the same on all of them. Only Home comes with the first JavaScript.
 */

const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFound,
  validateSearch: (query: Record<string, unknown>): { meeting?: string | undefined } => ({
    meeting: text(query['meeting']),
  }),
})

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: readHomeSearch,
  beforeLoad({ search: { alert } }) {
    if (alert !== undefined) throw redirect({ to: '/alerts', search: { alert }, replace: true })
  },
  component: Home,
})
const meetings = createRoute({
  getParentRoute: () => root,
  path: '/meetings',
  validateSearch: readMeetingsSearch,
  component: lazyRouteComponent(() => import('../meetings/meetings.tsx'), 'Meetings'),
})
const clients = createRoute({
  getParentRoute: () => root,
  path: '/clients',
  validateSearch: readClientsSearch,
  component: lazyRouteComponent(() => import('../clients/clients.tsx'), 'Clients'),
})
const book = createRoute({
  getParentRoute: () => root,
  path: '/book',
  component: lazyRouteComponent(() => import('../book/book.tsx'), 'Book'),
})
const activity = createRoute({
  getParentRoute: () => root,
  path: '/activity',
  validateSearch: readActivitySearch,
  component: lazyRouteComponent(() => import('../activity/activity.tsx'), 'Activity'),
})
const webhooks = createRoute({
  getParentRoute: () => root,
  path: '/webhooks',
  validateSearch: readWebhooksSearch,
  component: lazyRouteComponent(() => import('../webhooks/webhooks.tsx'), 'Webhooks'),
})
const accounts = createRoute({
  getParentRoute: () => root,
  path: '/accounts',
  validateSearch: readAccountsSearch,
  component: lazyRouteComponent(() => import('../accounts/accounts.tsx'), 'Accounts'),
})
const operations = createRoute({
  getParentRoute: () => root,
  path: '/operations',
  validateSearch: readOperationsSearch,
  component: lazyRouteComponent(() => import('../operations/operations.tsx'), 'Operations'),
})
const alerts = createRoute({
  getParentRoute: () => root,
  path: '/alerts',
  validateSearch: readAlertsSearch,
  component: lazyRouteComponent(() => import('../alerts/alerts.tsx'), 'Alerts'),
})
const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('../setup/setup.tsx'), 'Setup'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    meetings,
    clients,
    book,
    activity,
    webhooks,
    accounts,
    operations,
    alerts,
    setup,
  ]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
