import {
  type QueryClient,
  QueryClientProvider,
  queryOptions,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useApi } from '../api/context.ts'
import type { ApiProblem } from '../api/problem.ts'
import type { Api } from '../api/request.ts'
import { InvitationPage } from './invitation-page.tsx'
import { type Person, SessionContext, type SessionFacts } from './session.ts'
import { SignInPage } from './sign-in-page.tsx'

export const SESSION_KEY = ['session']
/** What was asked before anything was drawn is not asked once more by what is drawn. */
const JUST_ASKED_MS = 5000

/** Who is there, and how people sign in here. */
export function askSession(api: Api) {
  return queryOptions<SessionFacts, ApiProblem>({
    queryKey: SESSION_KEY,
    queryFn: ({ signal }) => api.get<SessionFacts>('/api/session', {}, signal),
    staleTime: JUST_ASKED_MS,
  })
}

/**
 * Shows the page to whom it may be shown. Only where the page itself signs people in is there anything to pass; who is
 * let in otherwise shows with the first answer.
 */
export function Gate(props: {
  /** Secret of the link that was opened. */
  readonly invitation: string | undefined
  readonly newQueries: () => QueryClient
  readonly children: ReactNode
}) {
  const { newQueries, children } = props
  const api = useApi()
  const queries = useQueryClient()
  const [invitation, setInvitation] = useState(props.invitation)
  const session = useQuery(askSession(api))
  if (session.isPending) return null
  const { mode, person } = session.data ?? {}
  if (mode !== 'accounts') return children

  const enter = (entered: Person) => {
    setInvitation(undefined)
    queries.setQueryData<SessionFacts>(SESSION_KEY, { mode, person: entered })
  }
  if (invitation !== undefined)
    return <InvitationPage secret={invitation} enter={enter} leave={() => setInvitation(undefined)} />
  if (!person) return <SignInPage enter={enter} />
  return (
    <SessionContext
      value={{ person, renew: () => void queries.invalidateQueries({ queryKey: SESSION_KEY }) }}
    >
      <OwnQueries key={person.id} newQueries={newQueries}>
        {children}
      </OwnQueries>
    </SessionContext>
  )
}

/** What was read for one person is not shown to the next. */
function OwnQueries({ newQueries, children }: { newQueries: () => QueryClient; children: ReactNode }) {
  const [queries] = useState(newQueries)
  return <QueryClientProvider client={queries}>{children}</QueryClientProvider>
}
