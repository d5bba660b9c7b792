import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useId } from 'react'
import type { ApiProblem } from '../api/problem.ts'
import { Icon } from '../parts/icon.tsx'

type Values = Readonly<Record<string, string>>

/** A form whose fields are sent by one button; what went wrong is read out. */
export function Form(props: {
  readonly button: string
  readonly submit: (values: Values) => Promise<unknown>
  readonly children: ReactNode
}) {
  const { button, submit, children } = props
  const sending = useMutation<unknown, ApiProblem, Values>({ mutationFn: submit })
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    if (sending.isPending) return
    sending.mutate(valuesOf(form), { onSuccess: () => form.reset() })
  }
  return (
    <form method="post" onSubmit={onSubmit} className="grid gap-4">
      {children}
      {sending.error && (
        <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-sm text-bad">
          <Icon name="alert" className="mr-1 -mt-0.5" />
          {sending.error.message}
        </p>
      )}
      <button
        type="submit"
        aria-disabled={sending.isPending}
        className="inline-flex min-h-10 cursor-pointer items-center justify-center rounded-md bg-accent px-4 py-2 font-semibold text-on-accent hover:bg-accent-strong"
      >
        {sending.isPending ? 'One moment…' : button}
      </button>
    </form>
  )
}

/** A labelled field; `hint` says before what would be wrong after. */
export function Field(props: {
  readonly label: string
  readonly name: string
  readonly type?: 'email' | 'password' | 'text'
  readonly autoComplete: string
  readonly hint?: string
  readonly value?: string
  readonly minLength?: number
  readonly isOptional?: boolean
}) {
  const { label, name, type = 'text', autoComplete, hint, value, minLength, isOptional = false } = props
  const id = useId()
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
        {isOptional && <span className="font-normal text-muted"> (optional)</span>}
      </label>
      <input
        id={id}
        {...{ name, type, autoComplete, minLength }}
        required={!isOptional}
        aria-describedby={hint ? `${id}-hint` : undefined}
        {...(value !== undefined && { value, readOnly: true })}
        className="min-h-10 w-full rounded-md border border-edge bg-card px-3 py-2 read-only:bg-page read-only:text-muted"
      />
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-xs text-muted">
          {hint}
        </p>
      )}
    </div>
  )
}

/** The longest hint that is needed is the length: nothing else is asked of a password. */
export function NewPassword({ label = 'New password' }: { readonly label?: string }) {
  return (
    <Field
      label={label}
      name="next"
      type="password"
      autoComplete="new-password"
      minLength={12}
      hint="12 characters or more. A few words that do not belong together are easy to keep in mind."
    />
  )
}

function valuesOf(form: HTMLFormElement): Values {
  const entries = [...new FormData(form)].filter(([, value]) => typeof value === 'string' && value !== '')
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]))
}
