import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useApp } from '../app/context.ts'
import { Button, buttonLook } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'

const DONE = 'calendly-sync.first-steps'

/** What is worth doing once the first import is there, until the reader has put it away. */
export function FirstSteps() {
  const { status } = useApp()
  const [isDone, setDone] = useState(() => window.localStorage.getItem(DONE) === 'done')
  if (isDone || !status || status.accounts.length === 0 || status.completeAsOf === null) return null
  const putAway = () => {
    window.localStorage.setItem(DONE, 'done')
    setDone(true)
  }
  return (
    <Card
      title="Next steps"
      actions={
        <Button look="quiet" onClick={putAway}>
          Put away
        </Button>
      }
    >
      <ol className="grid gap-3 sm:grid-cols-2">
        <Step
          title="Test the webhook"
          words="With a webhook a change is here within seconds; without one it comes with the next check."
        >
          <Link to="/webhooks" className={buttonLook('plain')}>
            Open Webhooks
          </Link>
        </Step>
        <Step
          title="Send yourself a test mail"
          words="So that you hear of it when an account must be connected again, also while this page is closed."
        >
          <Link to="/alerts" className={buttonLook('plain')}>
            Open Alerts
          </Link>
        </Step>
      </ol>
    </Card>
  )
}

function Step(props: { readonly title: string; readonly words: string; readonly children: React.ReactNode }) {
  return (
    <li className="flex flex-col items-start gap-2 rounded-lg border border-line bg-card p-4">
      <p className="font-medium">{props.title}</p>
      <p className="mb-auto text-sm text-muted">{props.words}</p>
      {props.children}
    </li>
  )
}
