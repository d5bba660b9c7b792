import { useQuery } from '@tanstack/react-query'
import { useApi } from '../api/context.ts'
import type { ApiProblem } from '../api/problem.ts'
import { Field, Form, NewPassword } from './form.tsx'
import { Frame } from './frame.tsx'
import type { Person } from './session.ts'

interface Invitation {
  /** Null: whoever opens it says which. */
  readonly email: string | null
  /** The person is here already and gets a new password. */
  readonly isKnown: boolean
}

/** Behind a link: the first owner sets the server up, somebody who was invited chooses a password, or a new one. */
export function InvitationPage(props: {
  readonly secret: string
  readonly enter: (person: Person) => void
  /** Goes on without it. */
  readonly leave: () => void
}) {
  const { secret, enter, leave } = props
  const api = useApi()
  const look = useQuery<Invitation, ApiProblem>({
    queryKey: ['invitation', secret],
    queryFn: () => api.post<Invitation>('/api/invitations/look', { secret }),
    refetchOnWindowFocus: false,
  })
  if (look.isPending) return null
  if (look.isError)
    return (
      <Frame title="This link does not work">
        <p role="alert" className="mb-4">
          {look.error.message}
        </p>
        <Leave act={leave}>Go to the sign-in page</Leave>
      </Frame>
    )
  const { email, isKnown } = look.data
  return (
    <Frame title={titleOf(look.data)}>
      <p className="mb-4 text-sm text-muted">{explain(look.data)}</p>
      <Form
        button={isKnown ? 'Save and sign in' : 'Sign in'}
        submit={async ({ next, ...more }) => {
          const body = { secret, password: next, ...more }
          const { person } = await api.post<{ person: Person }>('/api/invitations/accept', body)
          enter(person)
        }}
      >
        {email === null ? (
          <Field label="E-mail address" name="email" type="email" autoComplete="username" />
        ) : (
          <Field label="E-mail address" name="email" type="email" autoComplete="username" value={email} />
        )}
        {!isKnown && (
          <Field label="Name" name="name" autoComplete="name" isOptional hint="As others see it." />
        )}
        <NewPassword label="Password" />
      </Form>
      <p className="mt-4">
        <Leave act={leave}>Not now</Leave>
      </p>
    </Frame>
  )
}

function titleOf({ email, isKnown }: Invitation): string {
  if (isKnown) return 'Choose a new password'
  return email === null ? 'Become the owner' : 'Welcome'
}

function explain({ email, isKnown }: Invitation): string {
  if (isKnown) return 'Afterwards you are signed out on all other devices.'
  if (email === null)
    return 'Nobody may sign in here yet. The owner invites everybody else and operates this server.'
  return 'You were invited. Choose a password; the link is used up with it.'
}

function Leave({ act, children }: { readonly act: () => void; readonly children: string }) {
  return (
    <button
      type="button"
      onClick={act}
      className="min-h-6 cursor-pointer text-sm underline underline-offset-2"
    >
      {children}
    </button>
  )
}
