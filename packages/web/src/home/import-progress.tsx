import { useSearch } from '@tanstack/react-router'
import type { Insights, Status } from '../api/types.ts'
import { useApp } from '../app/context.ts'
import { progressWords } from '../freshness/sentence.ts'
import { useInsights } from '../insights/use-insights.ts'
import { Card } from '../parts/card.tsx'
import { nameOf } from './problems.ts'

type Backfill = Insights['backfill'][number]

/** How far a first import or a reading of the past is; nothing while none runs. */
export function ImportProgress() {
  const { status } = useApp()
  const { days } = useSearch({ from: '/' })
  const { data } = useInsights(Number(days ?? 1))
  const under = data?.backfill ?? []
  if (!status || status.accounts.length === 0) return null
  const isFirst = status.completeAsOf === null
  if (under.length === 0) return null
  return (
    <Card title={isFirst ? 'Your first import' : 'Reading the past'}>
      <div className="rounded-lg border border-line bg-card p-4">
        <p className="text-sm text-muted">
          {isFirst
            ? 'What has been read is below already; the rest appears as it arrives. You can leave this page.'
            : 'What lies ahead is complete. Earlier meetings appear as they are read.'}
        </p>
        <ul className="mt-3 space-y-3">
          {under.map((each) => (
            <Bar key={each.accountId} backfill={each} name={accountName(status, each.accountId)} />
          ))}
        </ul>
      </div>
    </Card>
  )
}

function Bar({ backfill, name }: { readonly backfill: Backfill; readonly name: string }) {
  const { percent, doing } = backfill
  return (
    <li>
      <p className="flex flex-wrap justify-between gap-x-4 text-sm">
        <span className="font-medium">
          {name}: {doing}
        </span>
        <span className="tabular-nums">
          {percent === null ? '' : `${percent} % · `}
          {progressWords(backfill)}
        </span>
      </p>
      <progress
        aria-label={`${name}: ${doing}`}
        max={100}
        {...(percent !== null && { value: percent })}
        className="mt-1 block h-2 w-full appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
      />
    </li>
  )
}

function accountName(status: Status, id: string): string {
  const account = status.accounts.find((each) => each.id === id)
  return account ? nameOf(account) : 'Calendly account'
}
