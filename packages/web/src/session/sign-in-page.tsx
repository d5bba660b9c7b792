import { useApi } from '../api/context.ts'
import { Field, Form } from './form.tsx'
import { Frame } from './frame.tsx'
import type { Person } from './session.ts'

export function SignInPage({ enter }: { readonly enter: (person: Person) => void }) {
  const api = useApi()
  return (
    <Frame title="Sign in">
      <Form
        button="Sign in"
        submit={async ({ email, password }) => {
          const { person } = await api.post<{ person: Person }>('/api/session', { email, password })
          enter(person)
        }}
      >
        <Field label="E-mail address" name="email" type="email" autoComplete="username" />
        <Field label="Password" name="password" type="password" autoComplete="current-password" />
      </Form>
      <p className="mt-4 text-sm text-muted">
        No password yet, or forgotten? Ask whoever runs this server for a link.
      </p>
    </Frame>
  )
}
