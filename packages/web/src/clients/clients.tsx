import { Screen } from '../app/screen.tsx'

export function Clients() {
  return (
    <Screen title="Clients">
      <p className="text-muted">Coming up.</p>
    </Screen>
  )
}
