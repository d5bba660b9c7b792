import { Link } from '@tanstack/react-router'
import { useApp } from '../app/context.ts'
import { buttonLook } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { EmptyWords } from '../parts/empty-words.tsx'
import { ListTrouble } from '../parts/list-trouble.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { useNow } from '../time/use-now.ts'
import { Instructions } from './instructions.tsx'
import { SubscriptionCard } from './subscription-card.tsx'
import { useSubscriptions } from './use-subscriptions.ts'

/** The health of the subscriptions, and how to have one. */
export function Subscriptions({ open }: { readonly open: (deliveryId: string) => void }) {
  const { status, isLive } = useApp()
  const query = useSubscriptions(isLive)
  const nowMs = useNow(10_000)
  const subscriptions = query.data?.subscriptions
  return (
    <Card title="Subscriptions">
      {query.isError && <ListTrouble message={query.error.message} hasRows={subscriptions !== undefined} />}
      {query.isPending && (
        <div className="rounded-lg border border-line bg-card">
          <Skeleton what="subscriptions" />
        </div>
      )}
      {subscriptions?.length === 0 && (
        <div className="rounded-lg border border-line bg-card">
          <EmptyWords
            title="Nothing to subscribe to"
            reason="A subscription belongs to a Calendly account, and none is connected."
          >
            <Link to="/accounts" className={buttonLook('main')}>
              Connect an account
            </Link>
          </EmptyWords>
        </div>
      )}
      <ul className="grid gap-3 xl:grid-cols-2">
        {subscriptions?.map((subscription) => (
          <SubscriptionCard
            key={subscription.accountIds.join(' ')}
            subscription={subscription}
            accounts={(status?.accounts ?? []).filter(({ id }) => subscription.accountIds.includes(id))}
            askedMs={query.dataUpdatedAt}
            nowMs={nowMs}
            open={open}
          />
        ))}
      </ul>
      {query.data && <Instructions test={query.data} />}
    </Card>
  )
}
