import { useSearch } from '@tanstack/react-router'
import { Screen } from '../app/screen.tsx'
import { AlertList } from './alert-list.tsx'
import { Rules } from './rules.tsx'
import { Tabs } from './tabs.tsx'
import { useAlerts } from './use-alerts.ts'

/** What has been wrong for long enough that somebody should know, what is over, and who is told of what. */
export function Alerts() {
  const { tab = 'open' } = useSearch({ from: '/alerts' })
  const open = useAlerts('open')
  return (
    <Screen title="Alerts">
      <Tabs tab={tab} open={open.data?.length} hasMore={open.hasNextPage} />
      {tab === 'rules' ? <Rules /> : <AlertList key={tab} state={tab} />}
    </Screen>
  )
}
