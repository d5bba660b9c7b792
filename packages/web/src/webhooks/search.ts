/** What the address says of this screen. */
export function readWebhooksSearch(_query: Record<string, unknown>): object {
  return {}
}
