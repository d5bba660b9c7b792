/** What the address says of this screen. */
export function readAccountsSearch(_query: Record<string, unknown>): object {
  return {}
}
