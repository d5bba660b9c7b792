import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { startedHere } from '../accounts/sign-in-answer.ts'
import { useApi } from '../api/context.ts'
import { useApp } from '../app/context.ts'
import { Button, buttonLook } from '../parts/button.tsx'
import type { OpenProblem, ProblemAction } from './problems.ts'

/** The one thing to press for a problem; says so when it did not work. */
export function ProblemActionButton({ problem }: { readonly problem: OpenProblem }) {
  const { action } = problem
  if (action === 'none') return null
  if (action === 'check') return <CheckButton />
  if (action === 'webhooks')
    return (
      <Link to="/webhooks" className={buttonLook('plain')}>
        Open Webhooks
      </Link>
    )
  if (action === 'accounts' || action === 'connect')
    return (
      <Link to="/accounts" className={buttonLook(action === 'connect' ? 'main' : 'plain')}>
        {action === 'connect' ? 'Connect Calendly' : 'Open Accounts'}
      </Link>
    )
  return <DoneHere action={action} accountId={problem.accountId ?? ''} />
}

function CheckButton() {
  const { sync } = useApp()
  return <Button onClick={sync.press}>Check again now</Button>
}

type ActionHere = Extract<ProblemAction, 'sign-in' | 'resume' | 'confirm-missing'>

const LABELS: Readonly<Record<ActionHere, string>> = {
  'sign-in': 'Sign in at Calendly again',
  resume: 'Resume',
  'confirm-missing': 'Confirm that they are gone',
}

function DoneHere({ action, accountId }: { readonly action: ActionHere; readonly accountId: string }) {
  const api = useApi()
  const { sync } = useApp()
  const queries = useQueryClient()
  const account = `/api/calendly/accounts/${accountId}`
  const act = useMutation<unknown>({
    async mutationFn() {
      if (action === 'resume') return api.send('PATCH', account, { state: 'active' })
      if (action === 'confirm-missing') {
        await api.post(`${account}/confirm-missing`)
        return sync.press()
      }
      const { url } = await api.post<{ url: string }>('/api/calendly/oauth/start')
      return startedHere(url)
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['status'] }),
  })
  return (
    <>
      <Button onClick={() => act.mutate()} disabled={act.isPending}>
        {LABELS[action]}
      </Button>
      <p role="status" className={act.isError ? 'mt-1 text-bad' : 'sr-only'}>
        {act.isError && `That did not work. ${act.error.message}`}
      </p>
    </>
  )
}
