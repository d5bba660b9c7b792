/** Counts of the naive way. */
export interface NaiveRead {
  readonly events: number
  readonly calls: number
}

interface List {
  readonly collection: readonly { readonly uri: string }[]
  readonly pagination: { readonly next_page_token: string | null }
}

/** The naive sync: lists every meeting of the window and reads the invitees of each, every time. */
export async function readEverything(url: string, token: string, user: string): Promise<NaiveRead> {
  let calls = 0
  const ask = async (path: string): Promise<List> => {
    calls += 1
    const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } })
    if (!answer.ok) throw new Error(`GET ${path} answered ${answer.status}`)
    return isList(await answer.json())
  }
  const events: string[] = []
  for (let next: string | null = ''; next !== null; ) {
    const more: string = next === '' ? '' : `&page_token=${next}`
    const page = await ask(`/scheduled_events?user=${encodeURIComponent(user)}&count=100${more}`)
    events.push(...page.collection.map((event) => new URL(event.uri).pathname))
    next = page.pagination.next_page_token
  }
  const queue = [...events]
  const reader = async () => {
    for (let event = queue.pop(); event; event = queue.pop()) await ask(`${event}/invitees?count=100`)
  }
  await Promise.all(Array.from({ length: 8 }, reader))
  return { events: events.length, calls }
}

/** The simulator answers as Calendly's OpenAPI says; that is checked by its own tests. */
function isList(json: unknown): List {
  return json as List
}
