import { Screen } from '../app/screen.tsx'

export function Operations() {
  return (
    <Screen title="Operations">
      <p className="text-muted">Coming up.</p>
    </Screen>
  )
}
