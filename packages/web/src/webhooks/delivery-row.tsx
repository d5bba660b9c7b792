import { Link } from '@tanstack/react-router'
import type { Delivery } from '../api/types.ts'
import { Badge } from '../parts/badge.tsx'
import type { Formats } from '../time/formats.ts'
import { kindWords, OUTCOME_LOOKS, oddities, stepsOf } from './delivery-words.ts'
import { StepLine } from './steps.tsx'

/** One delivery; its kind is the link, and its area covers the row but for the box that selects it. */
export function DeliveryRow(props: {
  readonly delivery: Delivery
  readonly formats: Formats
  readonly nowMs: number
  readonly isOpen: boolean
  readonly isSelected: boolean
  readonly toggle: () => void
}) {
  const { delivery, formats, nowMs, isOpen, isSelected, toggle } = props
  const look = OUTCOME_LOOKS[delivery.outcome]
  const kind = kindWords(delivery.kind)
  const at = formats.moment(delivery.receivedAt, nowMs)
  const further = oddities(delivery)
  return (
    <li
      className={`relative flex gap-3 px-4 py-2.5 hover:bg-accent-soft/60 ${isOpen || isSelected ? 'bg-accent-soft' : ''}`}
    >
      <label className="relative z-10 grid size-6 shrink-0 cursor-pointer place-items-center">
        <input
          type="checkbox"
          checked={isSelected}
          onChange={toggle}
          aria-label={`Select: ${kind}, ${at}`}
          className="size-4 cursor-pointer accent-accent"
        />
      </label>
      <div className="grid min-w-0 flex-1 gap-x-4 gap-y-0.5 md:grid-cols-[7.5rem_minmax(0,1fr)_auto]">
        <p className="text-sm tabular-nums text-muted md:pt-px">
          <time dateTime={delivery.receivedAt}>{at}</time>
        </p>
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
            <Link
              from="/webhooks"
              to="/webhooks"
              search={(search) => ({ ...search, delivery: delivery.id })}
              resetScroll={false}
              activeProps={{}}
              data-delivery={delivery.id}
              data-row=""
              className="font-semibold after:absolute after:inset-0 after:content-['']"
            >
              {kind}
            </Link>
            <Badge tone={look.tone} icon={look.icon}>
              {look.word}
            </Badge>
          </p>
          {delivery.message !== null && <p className="text-sm text-muted">{delivery.message}</p>}
        </div>
        <div className="md:text-right">
          <StepLine steps={stepsOf(delivery)} />
          {further.length > 0 && <p className="text-xs text-muted">{further.join(', ')}</p>}
        </div>
      </div>
    </li>
  )
}
