import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiContext } from './api/context.ts'
import { createApi } from './api/request.ts'
import { holdToken } from './api/token.ts'
import { Page } from './page.tsx'
import './styles.css'

const token = holdToken(window)
const api = createApi(token, (input, init) => fetch(input, init))
const queries = new QueryClient({
  defaultOptions: {
    // The server may be on this machine: being offline says nothing. A failed question is asked again by its interval.
    queries: { networkMode: 'always', retry: false, refetchIntervalInBackground: false },
    mutations: { networkMode: 'always' },
  },
})
token.onChange(() => queries.invalidateQueries())

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element #root to draw the page into.')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <ApiContext value={api}>
        <Page />
      </ApiContext>
    </QueryClientProvider>
  </StrictMode>,
)
