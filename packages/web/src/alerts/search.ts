/** What the address says of this screen. */
export function readAlertsSearch(_query: Record<string, unknown>): object {
  return {}
}
