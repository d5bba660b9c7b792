import { Link } from '@tanstack/react-router'
import { Button, buttonLook } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { type DeliveryFilter, isFiltered } from './delivery-filter.ts'
import type { useReplay } from './use-deliveries.ts'
import type { Selection } from './use-selection.ts'

/** Replays what is selected, or all that match; says what came of it. */
export function ReplayBar(props: {
  readonly selection: Selection
  readonly filter: DeliveryFilter
  readonly replay: ReturnType<typeof useReplay>
  readonly replaySelected: () => void
  readonly askForAll: () => void
}) {
  const { selection, filter, replay, replaySelected, askForAll } = props
  const count = selection.ids.length
  return (
    <div className="mb-3 flex min-h-9 flex-wrap items-center gap-x-3 gap-y-2 text-sm">
      <Button
        disabled={count === 0}
        isBusy={replay.isPending}
        aria-keyshortcuts="R"
        look={count > 0 ? 'main' : 'plain'}
        onClick={replaySelected}
      >
        <Icon name="refresh" />
        {count === 0 ? 'Replay selected' : `Replay ${count} selected`}
      </Button>
      {count > 0 && (
        <Button look="quiet" onClick={selection.clear}>
          Select none
        </Button>
      )}
      <Button
        disabled={!isFiltered(filter)}
        isBusy={replay.isPending}
        title={
          isFiltered(filter) ? undefined : 'Choose a filter first: a replay of everything is never meant.'
        }
        onClick={askForAll}
      >
        Replay all that match…
      </Button>
      {isFiltered(filter) && (
        <Link
          to="/webhooks"
          search={({ meeting }) => ({ meeting })}
          resetScroll={false}
          className={`${buttonLook('quiet')} text-accent`}
        >
          Clear the filters
        </Link>
      )}
      <p role="status" className="min-w-0 text-muted">
        <ReplaySaid replay={replay} />
      </p>
    </div>
  )
}

/** Waiting is not applied: what became of each shows in its row. */
export function ReplaySaid({ replay }: { readonly replay: ReturnType<typeof useReplay> }) {
  const { isPending, error, data } = replay
  if (isPending) return 'Putting back into the queue…'
  if (error)
    return (
      <span className="text-bad">
        <Icon name="alert" className="mr-1 -mt-0.5" />
        {error.message}
      </span>
    )
  if (data === undefined) return null
  return data === 1
    ? 'Put back into the queue; its row says what becomes of it.'
    : `${data} put back into the queue; their rows say what becomes of them.`
}
