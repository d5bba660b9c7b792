import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../api/context.ts'
import type { ApiProblem } from '../api/problem.ts'
import { Field, Form } from './form.tsx'
import { Part } from './part.tsx'
import type { Person } from './session.ts'

interface Invitation {
  readonly id: string
  readonly email: string
}

interface Link {
  readonly url: string
  readonly expiresAt: string
}

/** For owners: who may sign in, who is invited, and a link for somebody new. */
export function People({ self }: { readonly self: Person }) {
  const api = useApi()
  const queries = useQueryClient()
  const people = useList<Person>('people')
  const invitations = useList<Invitation>('invitations')
  const [link, setLink] = useState<Link & { readonly email: string }>()
  const [trouble, setTrouble] = useState<string>()
  const renew = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['people'] }),
      queries.invalidateQueries({ queryKey: ['invitations'] }),
    ])
  const remove = (path: string) => {
    setTrouble(undefined)
    const removed = api.send('DELETE', path).then(renew)
    removed.catch((error: ApiProblem) => setTrouble(error.message))
  }
  return (
    <Part title="People">
      <ul className="mb-4 divide-y divide-line border-y border-line text-sm">
        {people.data?.data.map(({ id, name, email, role }) => (
          <Row key={id} name={name} about={`${email}, ${role}`}>
            {id !== self.id && {
              label: `Remove ${name}`,
              word: 'Remove',
              act: () => remove(`/api/people/${id}`),
            }}
          </Row>
        ))}
        {invitations.data?.data.map(({ id, email }) => (
          <Row key={id} name={email} about="invited">
            {{
              label: `Withdraw the invitation of ${email}`,
              word: 'Withdraw',
              act: () => remove(`/api/invitations/${id}`),
            }}
          </Row>
        ))}
      </ul>
      {trouble && (
        <p role="alert" className="mb-4 text-sm text-bad">
          {trouble}
        </p>
      )}
      <Form
        button="Make a link"
        submit={async ({ email = '' }) => {
          setLink({ ...(await api.post<Link>('/api/invitations', { email })), email })
          await renew()
        }}
      >
        <Field
          label="Invite somebody"
          name="email"
          type="email"
          autoComplete="off"
          hint="Their e-mail address. Only who has the link gets in, so hand it to nobody else."
        />
      </Form>
      {link && (
        <div role="status" className="mt-4 rounded-md bg-accent-soft p-3 text-sm">
          <p className="mb-2">
            Give this link to {link.email}. It works once, for a week, and is not shown again.
          </p>
          <input
            readOnly
            aria-label="Link of the invitation"
            value={link.url}
            onFocus={(event) => event.currentTarget.select()}
            className="min-h-9 w-full rounded-md border border-edge bg-card px-2 py-1 text-xs"
          />
        </div>
      )}
    </Part>
  )
}

function useList<Item>(name: string) {
  const api = useApi()
  return useQuery<{ readonly data: readonly Item[] }, ApiProblem>({
    queryKey: [name],
    queryFn: ({ signal }) => api.get(`/api/${name}`, {}, signal),
  })
}

function Row(props: {
  readonly name: string
  readonly about: string
  readonly children: { readonly label: string; readonly word: string; readonly act: () => void } | false
}) {
  const { name, about, children: removal } = props
  return (
    <li className="flex items-center gap-3 py-2">
      <span className="min-w-0 grow">
        <span className="block truncate font-medium">{name}</span>
        <span className="block truncate text-xs text-muted">{about}</span>
      </span>
      {removal && (
        <button
          type="button"
          aria-label={removal.label}
          onClick={removal.act}
          className="min-h-8 cursor-pointer text-bad underline underline-offset-2"
        >
          {removal.word}
        </button>
      )}
    </li>
  )
}
