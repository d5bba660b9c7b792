import { Screen } from '../app/screen.tsx'

export function Setup() {
  return (
    <Screen title="Setup check">
      <p className="text-muted">Coming up.</p>
    </Screen>
  )
}
