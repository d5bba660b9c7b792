import { createContext, useContext } from 'react'
import type { Api } from './request.ts'

export const ApiContext = createContext<Api | undefined>(undefined)

export function useApi(): Api {
  const api = useContext(ApiContext)
  if (!api) throw new Error('No API for this part of the page: put it inside <ApiContext value={…}>.')
  return api
}
