import { Screen } from '../app/screen.tsx'

export function Alerts() {
  return (
    <Screen title="Alerts">
      <p className="text-muted">Coming up.</p>
    </Screen>
  )
}
