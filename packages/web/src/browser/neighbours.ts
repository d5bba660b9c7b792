/*
 * The rows of whatever list lies behind a drawer, by the marks in the page: `data-meeting` or `data-client` on the links
 * that open one, `data-more` on the button that loads the next page of them.
 */

/** What the rows are. */
export type RowKind = 'meeting' | 'client'

/** A page that was asked for comes sooner, or not at all. */
const PATIENCE_MS = 15_000
/** So near to the end the next page is loaded ahead. */
const AHEAD = 10

/** Goes to the next (1) or previous (-1) row; at the end of what is loaded, after the next page has come. */
export function goBeside(kind: RowKind, id: string, by: 1 | -1, show: (id: string) => void): void {
  const found = beside(kind, id, by)
  if (found === undefined) {
    if (by === 1) afterNextPage(kind, id, show)
    return
  }
  show(found)
  const ids = rowIds(kind)
  if (by === 1 && ids.length - ids.indexOf(found) < AHEAD) moreButton(kind)?.click()
  rowOf(kind, found)?.scrollIntoView({ block: 'nearest' })
}

/** Whether there is such a row, or may be one. */
export function hasBeside(kind: RowKind, id: string, by: 1 | -1): boolean {
  if (beside(kind, id, by) !== undefined) return true
  return by === 1 && rowIds(kind).includes(id) && moreButton(kind) !== null
}

/** The link of a row, if it has one here. */
export function rowOf(kind: RowKind, id: string): HTMLElement | null {
  return document.querySelector(`[data-${kind}="${CSS.escape(id)}"]`)
}

function beside(kind: RowKind, id: string, by: 1 | -1): string | undefined {
  const ids = rowIds(kind)
  const at = ids.indexOf(id)
  return at < 0 ? undefined : ids[at + by]
}

function afterNextPage(kind: RowKind, id: string, show: (id: string) => void): void {
  const more = moreButton(kind)
  if (!more) return
  const watch = new MutationObserver(() => {
    const found = beside(kind, id, 1)
    if (found === undefined) return
    watch.disconnect()
    show(found)
  })
  watch.observe(document.body, { childList: true, subtree: true })
  setTimeout(() => watch.disconnect(), PATIENCE_MS)
  more.click()
}

function rowIds(kind: RowKind): string[] {
  return [...document.querySelectorAll<HTMLElement>(`[data-${kind}]`)].flatMap(
    (row) => row.dataset[kind] ?? [],
  )
}

function moreButton(kind: RowKind): HTMLElement | null {
  return document.querySelector(`[data-more=${kind}]`)
}
