import { Screen } from '../app/screen.tsx'

export function Activity() {
  return (
    <Screen title="Activity">
      <p className="text-muted">Coming up.</p>
    </Screen>
  )
}
