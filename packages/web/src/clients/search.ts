/** What the address says of this screen. */
export function readClientsSearch(_query: Record<string, unknown>): object {
  return {}
}
