import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { ActivityEntry } from '../api/types.ts'
import { useApp } from '../app/context.ts'
import { nameOf } from '../home/problems.ts'
import { Badge } from '../parts/badge.tsx'
import { Icon } from '../parts/icon.tsx'
import { EntryDetails } from './entry-details.tsx'
import { badgeOf, KIND_NAMES, summaryOf } from './words.ts'

/** One entry; its title is the link that opens what there is to say of it, below. */
export function EntryRow(props: {
  readonly entry: ActivityEntry
  readonly isOpen: boolean
  readonly nowMs: number
}) {
  const { entry, isOpen, nowMs } = props
  const { formats, status } = useApp()
  const row = useRef<HTMLLIElement>(null)
  const wasOpen = useRef(false)
  useEffect(() => {
    // Opened by a link from elsewhere it may stand below the screen.
    if (isOpen && !wasOpen.current) row.current?.scrollIntoView({ block: 'nearest' })
    wasOpen.current = isOpen
  }, [isOpen])
  const badge = badgeOf(entry)
  const account = status?.accounts.find(({ id }) => id === entry.accountId)
  const hasSeveral = (status?.accounts.length ?? 0) > 1
  const details = `details-${entry.id}`
  return (
    <li ref={row} data-entry={entry.kind} className={`scroll-my-16 ${isOpen ? 'bg-accent-soft/40' : ''}`}>
      <div className="relative grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 px-4 py-2.5 hover:bg-accent-soft/60 md:grid-cols-[7.5rem_auto_minmax(0,1fr)]">
        <p className="col-span-2 text-sm text-muted tabular-nums md:col-span-1">
          <time dateTime={entry.at}>{formats.time(entry.at)}</time>
          {entry.count > 1 && <> – {formats.moment(entry.since, Date.parse(entry.at))}</>}
        </p>
        <Icon name={KIND_NAMES[entry.kind][1]} className="mt-1 text-muted" />
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
            <Link
              from="/activity"
              to="/activity"
              search={(search) => ({ ...search, open: isOpen ? undefined : entry.id, run: undefined })}
              resetScroll={false}
              activeProps={{}}
              aria-expanded={isOpen}
              aria-controls={isOpen ? details : undefined}
              data-row=""
              className="font-medium after:absolute after:inset-0 after:content-['']"
            >
              {entry.title}
            </Link>
            {badge && (
              <Badge tone={badge.tone} {...(badge.icon && { icon: badge.icon })}>
                {badge.word}
              </Badge>
            )}
            {hasSeveral && account && <span className="text-sm text-muted">{nameOf(account)}</span>}
          </p>
          <p className="text-sm text-muted tabular-nums">{summaryOf(entry)}</p>
        </div>
      </div>
      {isOpen && (
        <div id={details} className="px-4 pt-1 pb-4 md:pl-[9.25rem]">
          <EntryDetails entry={entry} nowMs={nowMs} />
        </div>
      )}
    </li>
  )
}
