import { useNavigate, useSearch } from '@tanstack/react-router'
import { useApp } from '../app/context.ts'
import { Screen } from '../app/screen.tsx'
import { Deliveries } from './deliveries.tsx'
import { DeliveryDrawer } from './delivery-drawer.tsx'
import { Subscriptions } from './subscriptions.tsx'
import { useSubscriptions } from './use-subscriptions.ts'

/** How changes arrive at once: the subscriptions, and every delivery with what became of it. */
export function Webhooks() {
  const { delivery } = useSearch({ from: '/webhooks' })
  const navigate = useNavigate({ from: '/webhooks' })
  const { isLive } = useApp()
  // How high they are depends on how many there are: what stands below is seen where it stays.
  const look = useSubscriptions(isLive).isPending ? 'late' : ''
  const show = (id: string | undefined, how: 'push' | 'replace' = 'push') =>
    void navigate({
      search: (search) => ({ ...search, delivery: id }),
      replace: how === 'replace',
      resetScroll: false,
    })
  return (
    <Screen title="Webhooks">
      <Subscriptions open={show} />
      <div className={look}>
        <Deliveries openId={delivery} />
      </div>
      {delivery !== undefined && <DeliveryDrawer id={delivery} show={show} />}
    </Screen>
  )
}
