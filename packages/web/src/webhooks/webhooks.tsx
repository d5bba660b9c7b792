import { useNavigate, useSearch } from '@tanstack/react-router'
import { Screen } from '../app/screen.tsx'
import { Deliveries } from './deliveries.tsx'
import { DeliveryDrawer } from './delivery-drawer.tsx'
import { Subscriptions } from './subscriptions.tsx'

/** How changes arrive at once: the subscriptions, and every delivery with what became of it. */
export function Webhooks() {
  const { delivery } = useSearch({ from: '/webhooks' })
  const navigate = useNavigate({ from: '/webhooks' })
  const show = (id: string | undefined, how: 'push' | 'replace' = 'push') =>
    void navigate({
      search: (search) => ({ ...search, delivery: id }),
      replace: how === 'replace',
      resetScroll: false,
    })
  return (
    <Screen title="Webhooks">
      <Subscriptions open={show} />
      <Deliveries openId={delivery} />
      {delivery !== undefined && <DeliveryDrawer id={delivery} show={show} />}
    </Screen>
  )
}
