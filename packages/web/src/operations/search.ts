/** What the address says of this screen. */
export function readOperationsSearch(_query: Record<string, unknown>): object {
  return {}
}
