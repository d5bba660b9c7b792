/** A body as people look at it: JSON where it is JSON, else its text. Links that let anybody cancel or move stay hidden. */
export function showPayload(body: Uint8Array): unknown {
  const told = new TextDecoder('utf-8').decode(body)
  try {
    return JSON.parse(told, hideLinks)
  } catch {
    return told
  }
}

/** The same for JSON that is parsed already. */
export function withoutLinks(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), hideLinks)
}

function hideLinks(name: string, value: unknown): unknown {
  return name === 'cancel_url' || name === 'reschedule_url' ? '(hidden)' : value
}
