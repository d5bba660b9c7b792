import type { QueryClient } from '@tanstack/react-query'

const PARTS = ['operations', 'status', 'alerts']

/** Asks again for what tells how the installation is doing, after something was done about it. Nobody waits for it. */
export function renewFigures(queries: QueryClient): void {
  for (const part of PARTS) void queries.invalidateQueries({ queryKey: [part] })
}
