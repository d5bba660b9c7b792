import type { WebhookTest } from '../api/types.ts'

/** What to do, in order, to have changes arrive at once; for those that one makes by hand as well. */
export function Instructions({ test }: { readonly test: WebhookTest }) {
  const { instructions, webhookUrl, signingKeyConfigured, reachable } = test
  if (instructions.length === 0) return null
  const isDelivering = test.subscriptions.some(({ state }) => state === 'active')
  return (
    <details open={!isDelivering} className="mt-3 rounded-lg border border-line bg-card px-4 py-3 text-sm">
      <summary className="min-h-6 cursor-pointer font-medium hover:text-accent-strong">
        What is left to do, and how to make one by hand
      </summary>
      <ol className="mt-2 list-decimal space-y-1.5 pl-5">
        {instructions.map((each) => (
          <li key={each}>{each.replace(/^\d+\. /, '')}</li>
        ))}
      </ol>
      <dl className="mt-3 grid gap-x-4 gap-y-1 text-muted sm:grid-cols-[auto_minmax(0,1fr)]">
        <dt>Address for those made by hand</dt>
        <dd>{webhookUrl === '' ? 'none' : <code className="text-xs">{webhookUrl}</code>}</dd>
        <dt>Their signing key</dt>
        <dd>{signingKeyConfigured ? 'is set' : 'is not set'}</dd>
        <dt>Reachable for Calendly</dt>
        <dd>{reachable ? 'yes, as far as can be known from inside' : 'no'}</dd>
      </dl>
    </details>
  )
}
