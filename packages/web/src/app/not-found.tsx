import { Link } from '@tanstack/react-router'
import { Screen } from './screen.tsx'

export function NotFound() {
  return (
    <Screen title="Nothing here">
      <p>
        There is no screen at this address.{' '}
        <Link to="/" className="text-accent underline underline-offset-2">
          Go to Home
        </Link>
      </p>
    </Screen>
  )
}
