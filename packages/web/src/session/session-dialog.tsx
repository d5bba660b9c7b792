import { useEffect, useRef } from 'react'
import { useApi } from '../api/context.ts'
import { Icon } from '../parts/icon.tsx'
import { Field, Form, NewPassword } from './form.tsx'
import { Part } from './part.tsx'
import { People } from './people.tsx'
import type { Person } from './session.ts'

/** The own password, the other devices, and for owners who else may sign in. */
export function SessionDialog(props: {
  readonly person: Person
  readonly signOutEverywhere: () => Promise<void>
  readonly close: () => void
}) {
  const { person, signOutEverywhere, close } = props
  const api = useApi()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal()
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-labelledby="session-title"
      onClose={close}
      onKeyDown={(event) => event.stopPropagation()} // the page's single keys rest meanwhile
      className="fixed inset-y-0 right-0 left-auto m-0 h-dvh max-h-none w-full max-w-lg overflow-y-auto border-l border-line bg-card text-ink"
    >
      <div className="sticky top-0 z-10 flex items-center border-b border-line bg-card px-4 py-2">
        <h2 id="session-title" className="mr-auto min-w-0">
          <span className="block truncate font-semibold">{person.name}</span>
          <span className="block truncate text-xs font-normal text-muted">
            {person.email}, {person.role}
          </span>
        </h2>
        <button
          type="button"
          aria-label="Close"
          onClick={() => dialog.current?.close()}
          className="grid size-8 cursor-pointer place-items-center rounded-md hover:bg-accent-soft"
        >
          <Icon name="close" />
        </button>
      </div>
      <div className="grid gap-8 p-4">
        {person.role === 'owner' && <People self={person} />}
        <Part title="Change password">
          <Form
            button="Change password"
            submit={({ current, next }) => api.send('PUT', '/api/session/password', { current, next })}
          >
            {/* For password managers: which of their entries this is. */}
            <input type="hidden" autoComplete="username" value={person.email} readOnly />
            <Field label="Current password" name="current" type="password" autoComplete="current-password" />
            <NewPassword />
          </Form>
        </Part>
        <Part title="All devices">
          <p className="mb-3 text-sm text-muted">Ends your sessions everywhere, this one too.</p>
          <Form button="Sign out everywhere" submit={signOutEverywhere}>
            {null}
          </Form>
        </Part>
      </div>
    </dialog>
  )
}
