import { Screen } from '../app/screen.tsx'

export function Webhooks() {
  return (
    <Screen title="Webhooks">
      <p className="text-muted">Coming up.</p>
    </Screen>
  )
}
