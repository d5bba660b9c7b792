import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../api/context.ts'
import type { ApiProblem } from '../api/problem.ts'
import type { AccountStatus, Run } from '../api/types.ts'
import { intervalWords } from './words.ts'

/** Minutes null: like the installation. */
export type AccountAct =
  | { readonly do: 'pause' | 'resume' | 'confirm' | 'check' }
  | { readonly do: 'interval'; readonly minutes: number | null }

/** What is done to an account, and in words what came of the last of it. */
export function useAccountActions(id: string) {
  const api = useApi()
  const queries = useQueryClient()
  const path = `/api/calendly/accounts/${id}`
  const patch = (body: object) => api.send<AccountStatus>('PATCH', path, body)

  async function act(act: AccountAct): Promise<string> {
    switch (act.do) {
      case 'pause':
        await patch({ state: 'paused' })
        return 'Paused. What is stored stays, and nothing is checked until you resume.'
      case 'resume':
        await patch({ state: 'active' })
        return 'Resumed.'
      case 'interval': {
        const { syncIntervalMinutes } = await patch({ syncIntervalMinutes: act.minutes })
        return `From now on every ${intervalWords(syncIntervalMinutes)}.`
      }
      case 'confirm': {
        const { released } = await api.post<{ released: number }>(`${path}/confirm-missing`)
        return `${released} ${released === 1 ? 'meeting is' : 'meetings are'} asked for one by one with the next check; only those that are gone leave the list.`
      }
      case 'check':
        return checkWords((await api.post<{ run: Run }>('/api/calendly/sync', { accountId: id })).run)
    }
  }

  return useMutation<string, ApiProblem, AccountAct>({
    mutationFn: act,
    onSettled: () =>
      Promise.all(
        ['status', 'runs', 'subscriptions'].map((part) => queries.invalidateQueries({ queryKey: [part] })),
      ),
  })
}

/** Takes an account away. @param data - what becomes of the meetings that only it has shown. */
export function useDisconnect(id: string) {
  const api = useApi()
  const queries = useQueryClient()
  return useMutation<unknown, ApiProblem, 'keep' | 'erase'>({
    mutationFn: (data) => api.send('DELETE', `/api/calendly/accounts/${id}?data=${data}`),
    onSuccess: () => queries.invalidateQueries(),
  })
}

/** "Checked: 3 new, 1 updated, 0 cancelled." */
export function checkWords(run: Pick<Run, 'state' | 'new' | 'updated' | 'deleted' | 'errors'>): string {
  if (run.state === 'waiting') return 'Calendly is limiting us; the check goes on by itself.'
  if (run.state === 'queued' || run.state === 'running')
    return 'The check is still running and ends by itself.'
  const counts = `${run.new} new, ${run.updated} updated, ${run.deleted} cancelled`
  if (run.state === 'succeeded') return `Checked: ${counts}.`
  const why = run.errors.map(({ message }) => message).join(' ')
  return run.state === 'partial' ? `Partly checked: ${counts}. ${why}` : `The check failed. ${why}`
}
