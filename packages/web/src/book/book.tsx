import { Screen } from '../app/screen.tsx'

export function Book() {
  return (
    <Screen title="Book">
      <p className="text-muted">Coming up.</p>
    </Screen>
  )
}
