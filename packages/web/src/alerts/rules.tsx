import { Link, useSearch } from '@tanstack/react-router'
import { useApp } from '../app/context.ts'
import { ListTrouble } from '../parts/list-trouble.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { MailPreviewCard } from './mail-preview.tsx'
import { Recipient } from './recipient.tsx'
import { RuleTable } from './rule-table.tsx'
import { useRules, type Whose } from './use-rules.ts'

/** What one is told of, where mails go, and how each looks. */
export function Rules() {
  const { status } = useApp()
  const { for: asked } = useSearch({ from: '/alerts' })
  const whose: Whose = asked === 'operator' && status?.operator ? 'operator' : 'me'
  return (
    <div className="space-y-5">
      {status?.operator && <Audience whose={whose} />}
      <RulesOf key={whose} whose={whose} />
    </div>
  )
}

function RulesOf({ whose }: { readonly whose: Whose }) {
  const query = useRules(whose)
  const rules = query.data
  return (
    <>
      {query.isError && <ListTrouble message={query.error.message} hasRows={rules !== undefined} />}
      {query.isPending && (
        <div className="rounded-lg border border-line bg-card">
          <Skeleton what="rules" />
        </div>
      )}
      {rules && (
        <>
          <Recipient rules={rules} />
          <RuleTable rules={rules} />
          <MailPreviewCard rules={rules} />
        </>
      )}
    </>
  )
}

const NAMES = [
  ['me', 'Your own accounts'],
  ['operator', 'The installation'],
] as const

/** Owners have two sets of rules. */
function Audience({ whose }: { readonly whose: Whose }) {
  return (
    <nav aria-label="Whose rules" className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {NAMES.map(([each, name]) => (
        <Link
          key={each}
          to="/alerts"
          search={({ meeting }) => ({ meeting, tab: 'rules', for: each === 'operator' ? each : undefined })}
          resetScroll={false}
          activeProps={{}}
          aria-current={each === whose ? 'true' : undefined}
          className={`inline-flex min-h-8 items-center border-b-2 ${each === whose ? 'border-accent font-medium' : 'border-transparent text-muted hover:text-ink'}`}
        >
          {name}
        </Link>
      ))}
    </nav>
  )
}
