import type { ReactNode } from 'react'
import type { Subscription } from '../api/types.ts'
import { useApp } from '../app/context.ts'
import { ago } from '../time/formats.ts'
import { silenceWords } from './subscription-words.ts'

/** What is known of a subscription, as a list of facts. */
export function SubscriptionFacts(props: {
  readonly subscription: Subscription
  readonly askedMs: number
  readonly nowMs: number
}) {
  const { subscription, askedMs, nowMs } = props
  const { formats } = useApp()
  const { lastDeliveryAt, checkedAt, callbackUrl, scope } = subscription
  const moment = (at: string) => `${formats.moment(at, nowMs)} (${ago(at, nowMs)})`
  const silence = silenceWords(subscription, askedMs, nowMs)
  return (
    <dl className="mt-3 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm tabular-nums">
      <Fact name="Last delivery">{lastDeliveryAt === null ? 'none yet' : moment(lastDeliveryAt)}</Fact>
      {lastDeliveryAt !== null && (
        <Fact name="Silent for">
          <span className={silence.isOdd ? 'font-medium text-warn' : ''}>{silence.words}</span>
        </Fact>
      )}
      {checkedAt !== null && <Fact name="Looked at">{moment(checkedAt)}</Fact>}
      {scope !== null && (
        <Fact name="Tells of">
          {scope === 'organization' ? 'the whole organization' : 'the own meetings only'}
        </Fact>
      )}
      {callbackUrl !== null && (
        <Fact name="Address">
          <code className="text-xs">{callbackUrl}</code>
        </Fact>
      )}
    </dl>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
