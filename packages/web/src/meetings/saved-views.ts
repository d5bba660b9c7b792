/** A list that somebody gave a name; names are unique. */
export interface SavedView {
  readonly name: string
  /** The query of its address, `?view=past&q=anna`. */
  readonly query: string
}

/** What was kept; what is not ours is left out. */
export function readViews(kept: string | null): readonly SavedView[] {
  const told = parse(kept ?? '[]')
  if (!Array.isArray(told)) return []
  return told.flatMap((each: unknown) => (isView(each) ? [{ name: each.name, query: each.query }] : []))
}

/** With this view; one of the same name is replaced in its place. */
export function saveView(views: readonly SavedView[], view: SavedView): readonly SavedView[] {
  const isKnown = views.some(({ name }) => name === view.name)
  return isKnown ? views.map((each) => (each.name === view.name ? view : each)) : [...views, view]
}

export function removeView(views: readonly SavedView[], name: string): readonly SavedView[] {
  return views.filter((each) => each.name !== name)
}

/** Another name; a view that had it already gives way. */
export function renameView(views: readonly SavedView[], from: string, to: string): readonly SavedView[] {
  if (from === to) return views
  return removeView(views, to).map((each) => (each.name === from ? { ...each, name: to } : each))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isView(told: unknown): told is SavedView {
  if (typeof told !== 'object' || told === null || !('name' in told) || !('query' in told)) return false
  return typeof told.name === 'string' && typeof told.query === 'string'
}
