import { Link, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useId } from 'react'
import { useApp } from '../app/context.ts'
import { nameOf } from '../home/problems.ts'
import { buttonLook } from '../parts/button.tsx'
import { type ActivitySearch, KINDS, OUTCOMES } from './search.ts'
import { KIND_NAMES, OUTCOME_NAMES } from './words.ts'

const FIELD = 'min-h-9 w-full rounded-md border border-edge bg-card px-2 text-sm'

/** What of the timeline is shown; all of it stands in the address. */
export function Filters({ search }: { readonly search: ActivitySearch }) {
  const { status } = useApp()
  const navigate = useNavigate({ from: '/activity' })
  const set = (change: ActivitySearch) =>
    void navigate({
      search: (before) => ({ ...before, ...change, open: undefined, run: undefined }),
      replace: true,
      resetScroll: false,
    })
  const { kind, outcome, account, from, to } = search
  const hasAny = [kind, outcome, account, from, to].some((value) => value !== undefined)
  const accounts = status?.accounts ?? []
  return (
    <div className="grid grid-cols-2 items-end gap-x-3 gap-y-2 md:grid-cols-3 xl:flex xl:flex-wrap">
      <Field label="Kind">
        {(id) => (
          <select
            id={id}
            data-filter=""
            value={kind ?? ''}
            onChange={({ target }) => set({ kind: KINDS.find((each) => each === target.value) })}
            className={FIELD}
          >
            <option value="">All kinds</option>
            {KINDS.map((each) => (
              <option key={each} value={each}>
                {KIND_NAMES[each][0]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Outcome">
        {(id) => (
          <select
            id={id}
            value={outcome ?? ''}
            onChange={({ target }) => set({ outcome: OUTCOMES.find((each) => each === target.value) })}
            className={FIELD}
          >
            <option value="">Any outcome</option>
            {OUTCOMES.map((each) => (
              <option key={each} value={each}>
                {OUTCOME_NAMES[each]}
              </option>
            ))}
          </select>
        )}
      </Field>
      {(accounts.length > 1 || account !== undefined) && (
        <Field label="Account">
          {(id) => (
            <select
              id={id}
              value={account ?? ''}
              onChange={({ target }) => set({ account: target.value || undefined })}
              className={FIELD}
            >
              <option value="">All accounts</option>
              {accounts.map((each) => (
                <option key={each.id} value={each.id}>
                  {nameOf(each)}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <Field label="From day">
        {(id) => (
          <input
            id={id}
            type="date"
            value={from ?? ''}
            max={to}
            onChange={({ target }) => set({ from: target.value || undefined })}
            className={FIELD}
          />
        )}
      </Field>
      <Field label="To day">
        {(id) => (
          <input
            id={id}
            type="date"
            value={to ?? ''}
            min={from}
            onChange={({ target }) => set({ to: target.value || undefined })}
            className={FIELD}
          />
        )}
      </Field>
      {hasAny && (
        <Link to="/activity" search={({ q }) => ({ q })} resetScroll={false} className={buttonLook('quiet')}>
          Clear filters
        </Link>
      )}
    </div>
  )
}

function Field(props: { readonly label: string; readonly children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className="min-w-0 xl:w-44">
      <label htmlFor={id} className="mb-0.5 block text-xs text-muted">
        {props.label}
      </label>
      {props.children(id)}
    </div>
  )
}
