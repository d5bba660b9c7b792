/** What the address says of this screen. */
export function readActivitySearch(_query: Record<string, unknown>): object {
  return {}
}
