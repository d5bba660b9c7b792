/*
 * The rows of whatever screen lies behind the drawer, by the marks in the page: `data-meeting` on the links that open a
 * meeting, `data-more` on the button that loads the next page.
 */

/** A page that was asked for comes sooner, or not at all. */
const PATIENCE_MS = 15_000
/** So near to the end the next page is loaded ahead. */
const AHEAD = 10

/** Goes to the meeting of the next (1) or previous (-1) row; at the end of what is loaded, after the next page has come. */
export function goBeside(id: string, by: 1 | -1, show: (id: string) => void): void {
  const found = beside(id, by)
  if (found === undefined) {
    if (by === 1) afterNextPage(id, show)
    return
  }
  show(found)
  const ids = rowIds()
  if (by === 1 && ids.length - ids.indexOf(found) < AHEAD) moreButton()?.click()
  rowOf(found)?.scrollIntoView({ block: 'nearest' })
}

/** Whether there is such a row, or may be one. */
export function hasBeside(id: string, by: 1 | -1): boolean {
  return beside(id, by) !== undefined || (by === 1 && rowIds().includes(id) && moreButton() !== null)
}

/** The link of a meeting's row, if it has one here. */
export function rowOf(id: string): HTMLElement | null {
  return document.querySelector(`[data-meeting="${CSS.escape(id)}"]`)
}

function beside(id: string, by: 1 | -1): string | undefined {
  const ids = rowIds()
  const at = ids.indexOf(id)
  return at < 0 ? undefined : ids[at + by]
}

function afterNextPage(id: string, show: (id: string) => void): void {
  const more = moreButton()
  if (!more) return
  const watch = new MutationObserver(() => {
    const found = beside(id, 1)
    if (found === undefined) return
    watch.disconnect()
    show(found)
  })
  watch.observe(document.body, { childList: true, subtree: true })
  setTimeout(() => watch.disconnect(), PATIENCE_MS)
  more.click()
}

function rowIds(): string[] {
  return [...document.querySelectorAll<HTMLElement>('[data-meeting]')].flatMap(
    (row) => row.dataset['meeting'] ?? [],
  )
}

function moreButton(): HTMLElement | null {
  return document.querySelector('[data-more]')
}
