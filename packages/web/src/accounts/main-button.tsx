import { Link } from '@tanstack/react-router'
import { Button, buttonLook } from '../parts/button.tsx'
import type { MainAction } from './main-action.ts'

const WORDS: Readonly<Record<MainAction, string>> = {
  resume: 'Resume',
  reconnect: 'Reconnect',
  confirm: 'Confirm that they are gone',
  check: 'Try now',
  webhook: 'Go to its webhook',
}

/** What would help an account most. */
export function MainButton(props: {
  readonly main: MainAction
  readonly isBusy: boolean
  readonly act: (what: 'resume' | 'confirm' | 'check') => void
  readonly reconnect: () => void
}) {
  const { main, isBusy, act, reconnect } = props
  if (main === 'webhook')
    return (
      <Link to="/webhooks" className={buttonLook('main')}>
        {WORDS[main]}
      </Link>
    )
  return (
    <Button look="main" isBusy={isBusy} onClick={() => (main === 'reconnect' ? reconnect() : act(main))}>
      {WORDS[main]}
    </Button>
  )
}
