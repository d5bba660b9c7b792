import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../api/context.ts'
import type { ApiProblem } from '../api/problem.ts'
import type { ClientDetail } from '../api/types.ts'
import { saveFile } from '../browser/save-file.ts'
import type { ClientChange } from './change-of.ts'
import { renewClients } from './renew.ts'
import { clientPath, erasing } from './use-client.ts'

/** What can be done to a client without being asked twice: each answers the client as it is then. */
export type ClientAct =
  | { readonly do: 'change'; readonly change: ClientChange }
  | { readonly do: 'merge' | 'unmerge'; readonly clientId: string }

export function useClientActions(id: string) {
  const api = useApi()
  const queries = useQueryClient()
  return useMutation<ClientDetail, ApiProblem, ClientAct>({
    mutationFn: (act) =>
      act.do === 'change'
        ? api.send('PATCH', clientPath(id), act.change)
        : api.post(`${clientPath(id)}/${act.do}`, { clientId: act.clientId }),
    onSuccess: (client) => queries.setQueryData(['client', id], client),
    onSettled: () => void renewClients(queries),
  })
}

/** Everything that is kept of a client, as a file. The name of the file says nothing of the person. */
export function useExport(id: string) {
  const api = useApi()
  return useMutation<void, ApiProblem>({
    mutationFn: async () => saveFile(await api.file(`${clientPath(id)}/export`), 'client.json'),
  })
}

/** Takes the person out of everything that is kept; the one whom `useClient` shows is not asked for any more. */
export function useErase(id: string) {
  const api = useApi()
  const queries = useQueryClient()
  return useMutation<unknown, ApiProblem>({
    mutationKey: erasing(id),
    mutationFn: () => api.send('DELETE', clientPath(id)),
    onSuccess: () => void renewClients(queries),
  })
}
