import { useNavigate, useSearch } from '@tanstack/react-router'
import { useId } from 'react'
import type { AlertRules } from '../api/types.ts'
import { Card } from '../parts/card.tsx'
import { ListTrouble } from '../parts/list-trouble.tsx'
import { type AlertsSearch, MAIL_TYPES, readAlertsSearch } from './search.ts'
import { type MailPreview, usePreview } from './use-rules.ts'

const FIELD = 'min-h-9 max-w-full rounded-md border border-edge bg-card px-2 py-1 text-sm'
const TYPES: Readonly<Record<(typeof MAIL_TYPES)[number], string>> = {
  opened: 'when it opens',
  digest: 'once a day while it is open',
  healed: 'when it is over',
}

/** A mail as it would be sent, in its plain part; the other part of it says the same. */
export function MailPreviewCard({ rules }: { readonly rules: AlertRules }) {
  const { kind: asked, mail: type = 'opened' } = useSearch({ from: '/alerts' })
  const navigate = useNavigate({ from: '/alerts' })
  const kinds = rules.kinds.map(({ kind }) => kind)
  // Owners' rules do not have every kind.
  const kind = kinds.find((each) => each === (asked ?? 'failing')) ?? kinds[0] ?? 'failing'
  const preview = usePreview(rules.for, kind, type)
  const [kindId, typeId] = [useId(), useId()]
  const set = (name: keyof AlertsSearch, value: string) =>
    void navigate({
      search: (before) => ({ ...before, ...readAlertsSearch({ ...before, [name]: value }) }),
      replace: true,
      resetScroll: false,
    })
  return (
    <Card title="How a mail looks">
      <div className="mb-3 flex flex-wrap items-end gap-x-3 gap-y-2">
        <div className="min-w-0">
          <label htmlFor={kindId} className="mb-0.5 block text-xs text-muted">
            About
          </label>
          <select
            id={kindId}
            data-filter=""
            value={kind}
            onChange={(event) => set('kind', event.target.value)}
            className={FIELD}
          >
            {rules.kinds.map((rule) => (
              <option key={rule.kind} value={rule.kind}>
                {rule.title}
              </option>
            ))}
          </select>
        </div>
        <div className="min-w-0">
          <label htmlFor={typeId} className="mb-0.5 block text-xs text-muted">
            Sent
          </label>
          <select
            id={typeId}
            value={type}
            onChange={(event) => set('mail', event.target.value)}
            className={FIELD}
          >
            {MAIL_TYPES.map((each) => (
              <option key={each} value={each}>
                {TYPES[each]}
              </option>
            ))}
          </select>
        </div>
      </div>
      <div aria-busy={preview.isFetching} className="overflow-clip rounded-lg border border-line bg-card">
        {preview.isError && (
          <ListTrouble message={preview.error.message} hasRows={preview.data !== undefined} />
        )}
        {preview.data && <Mail mail={preview.data} />}
      </div>
      <p className="mt-2 text-xs text-muted">
        Of an open alert where there is one, else of an invented one. Mails hold nothing of meetings or
        clients.
      </p>
    </Card>
  )
}

function Mail({ mail }: { readonly mail: MailPreview }) {
  return (
    <div className="p-4 text-sm">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        <dt className="text-muted">From</dt>
        <dd>{mail.from ?? 'not set'}</dd>
        <dt className="text-muted">To</dt>
        <dd>{mail.to ?? 'nobody'}</dd>
        <dt className="text-muted">Subject</dt>
        <dd className="font-medium">{mail.subject}</dd>
      </dl>
      <pre className="mt-3 border-t border-line pt-3 font-sans whitespace-pre-wrap">{mail.text}</pre>
    </div>
  )
}
