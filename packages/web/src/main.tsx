import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiContext } from './api/context.ts'
import { createApi } from './api/request.ts'
import { holdToken } from './api/token.ts'
import { router } from './app/router.tsx'
import { askSession, Gate, SESSION_KEY } from './session/gate.tsx'
import { type SessionFacts, takeInvitation } from './session/session.ts'
import './styles.css'

const newQueries = () =>
  new QueryClient({
    defaultOptions: {
      // The server may be on this machine: being offline says nothing. A failed question is asked again by its interval.
      queries: { networkMode: 'always', retry: false, refetchIntervalInBackground: false },
      mutations: { networkMode: 'always' },
    },
  })
const queries = newQueries()
const token = holdToken(window)
const invitation = takeInvitation(window)
const api = createApi(token, (input, init) => fetch(input, init), lookWhoIsThere)
token.onChange(() => queries.invalidateQueries())

/** A session may end elsewhere; where tokens count, asking for a new one is all there is to do. */
function lookWhoIsThere(): void {
  const mode = queries.getQueryData<SessionFacts>(SESSION_KEY)?.mode ?? 'accounts'
  if (mode === 'accounts') void queries.invalidateQueries({ queryKey: SESSION_KEY })
}

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element #root to draw the page into.')

/** Who is there and the screen's own file decide what is drawn first: known, it is drawn once. */
async function draw(root: HTMLElement): Promise<void> {
  await Promise.allSettled([queries.prefetchQuery(askSession(api)), router.load()])
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <ApiContext value={api}>
          <Gate invitation={invitation} newQueries={newQueries}>
            <RouterProvider router={router} />
          </Gate>
        </ApiContext>
      </QueryClientProvider>
    </StrictMode>,
  )
}
void draw(root)
