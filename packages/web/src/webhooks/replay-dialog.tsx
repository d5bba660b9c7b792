import { useApp } from '../app/context.ts'
import { Button } from '../parts/button.tsx'
import { Modal } from '../parts/modal.tsx'
import type { DeliveryFilter } from './delivery-filter.ts'
import { filterWords } from './delivery-words.ts'
import type { WebhooksSearch } from './search.ts'
import { type useReplay, useReplayPreview } from './use-deliveries.ts'

/** As many as one replay takes. */
const MOST = 10_000

/** Says how many deliveries a filter means before they are replayed. */
export function ReplayDialog(props: {
  readonly filter: DeliveryFilter
  readonly search: WebhooksSearch
  readonly replay: ReturnType<typeof useReplay>
  readonly close: () => void
}) {
  const { filter, search, replay, close } = props
  const { status } = useApp()
  const { data, error } = useReplayPreview(filter)
  const count = data?.waiting
  return (
    <Modal title="Replay all that match" close={close}>
      <div className="space-y-3 text-sm">
        <p>{filterWords(search)}</p>
        <p role="status" className="text-base font-medium">
          {error ? error.message : count === undefined ? 'Counting…' : countWords(count)}
        </p>
        <p className="text-muted">
          A replay applies them again. It is the same applying: what is known already changes nothing.
          {status?.operator && ' As an owner you replay everybody’s that match.'}
        </p>
        <div className="flex flex-wrap gap-2">
          <Button
            look="main"
            disabled={!count}
            onClick={() => {
              replay.mutate(filter)
              close()
            }}
          >
            {count ? `Replay ${count.toLocaleString('en-GB')}` : 'Replay'}
          </Button>
          <Button onClick={close}>Leave it</Button>
        </div>
      </div>
    </Modal>
  )
}

function countWords(count: number): string {
  if (count === 0) return 'No delivery matches.'
  if (count >= MOST)
    return `${MOST.toLocaleString('en-GB')} or more match: the oldest ${MOST.toLocaleString('en-GB')} are replayed.`
  return count === 1 ? '1 delivery matches.' : `${count.toLocaleString('en-GB')} deliveries match.`
}
