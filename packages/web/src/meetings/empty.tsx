import { Link } from '@tanstack/react-router'
import type { Status } from '../api/types.ts'
import { buttonLook } from '../parts/button.tsx'
import { EmptyWords } from '../parts/empty-words.tsx'
import type { Formats } from '../time/formats.ts'
import { type Asked, emptyWords } from './empty-words.ts'
import { ClearLink } from './filter-chips.tsx'

/** An empty list says why it is empty, and what can be done about it. */
export function Empty(props: Asked & { readonly status: Status | undefined; readonly formats: Formats }) {
  const { status, formats, ...asked } = props
  const [title, reason] = emptyWords(asked, status, formats)
  const isUnconnected = status?.accounts.length === 0
  return (
    <EmptyWords title={title} reason={reason}>
      {asked.filters.length > 0 && <ClearLink className={buttonLook('plain')} />}
      {asked.filters.length === 0 && isUnconnected && (
        <Link to="/accounts" className={buttonLook('main')}>
          Connect an account
        </Link>
      )}
    </EmptyWords>
  )
}
