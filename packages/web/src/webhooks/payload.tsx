import type { DeliveryDetail } from '../api/types.ts'
import { Button } from '../parts/button.tsx'
import { useReveal } from './use-deliveries.ts'

/** The body of a delivery. What is personal in it is hidden until somebody asks, and that is noted. */
export function Payload({ delivery }: { readonly delivery: DeliveryDetail }) {
  const reveal = useReveal(delivery.id)
  const { payload, isMasked } = reveal.data ?? delivery
  if (payload === null)
    return (
      <p className="text-sm text-muted">Its content is not shown: it speaks of other people’s meetings.</p>
    )
  return (
    <section aria-labelledby="payload-title">
      <div className="mb-1 flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 id="payload-title" className="mr-auto text-sm font-semibold">
          Content
        </h3>
        {isMasked && (
          <Button isBusy={reveal.isPending} onClick={() => reveal.mutate()}>
            {reveal.isPending ? 'Asking…' : 'Show what is personal'}
          </Button>
        )}
      </div>
      <p role="status" className="mb-1 text-xs text-muted">
        {reveal.error
          ? reveal.error.message
          : isMasked
            ? 'Names, addresses and answers are hidden. Showing them is noted in Activity.'
            : 'Shown in full; that was noted.'}
      </p>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with keys (axe: scrollable-region-focusable)
        tabIndex={0}
        className="max-h-96 overflow-auto rounded-md border border-line bg-page p-3 text-xs whitespace-pre-wrap"
      >
        {typeof payload === 'string' ? payload : JSON.stringify(payload, null, 2)}
      </pre>
    </section>
  )
}
