import { Component, type ReactNode, type RefObject } from 'react'

const ROWS = '[data-meeting], [data-delivery], [data-client]'

interface Props {
  /** Another value means other rows. */
  readonly rows: unknown
  readonly list: RefObject<HTMLElement | null>
  readonly children: ReactNode
}

/** Where the reader is in the list. */
interface Place {
  /** The row that is looked at: the focused one while it is in view, else the first in view. Undefined at the very top. */
  readonly anchor: { readonly id: string | undefined; readonly top: number } | undefined
  readonly focus: { readonly id: string | undefined; readonly index: number } | undefined
}

/**
 * Keeps the reader's place while rows come and go: what is looked at stays where it is on the screen (Safari anchors
 * nothing by itself, Chromium not always), and the focus stays on its row, also when that moves to another day; from a
 * row that leaves it goes to the one that stands there now. A class, because only a class may look at the page between
 * the rendering and the change.
 */
export class KeepPlace extends Component<Props> {
  override getSnapshotBeforeUpdate(before: Props): Place | null {
    return before.rows === this.props.rows ? null : readPlace(linksOf(this.props))
  }

  override componentDidUpdate(_before: Props, _state: unknown, place: Place | null): void {
    if (place) restorePlace(place, linksOf(this.props))
  }

  override render(): ReactNode {
    return this.props.children
  }
}

function readPlace(links: readonly HTMLElement[]): Place {
  const index = links.findIndex((link) => link.isSameNode(document.activeElement))
  const focused = links[index]
  // At the top nothing is kept, and no row is asked where it stands: that would lay the list out once more.
  const anchor =
    window.scrollY === 0 ? undefined : focused && isInView(focused) ? focused : firstInView(links)
  return {
    anchor: anchor && { id: idOf(anchor), top: anchor.getBoundingClientRect().top },
    focus: focused && { id: idOf(focused), index },
  }
}

function restorePlace({ anchor, focus }: Place, links: readonly HTMLElement[]): void {
  if (focus && document.activeElement === document.body) {
    const same = links.find((link) => idOf(link) === focus.id)
    const link = same ?? links[Math.min(focus.index, links.length - 1)]
    link?.focus({ preventScroll: true })
  }
  const stood = anchor && links.find((link) => idOf(link) === anchor.id)
  if (!anchor || !stood) return
  const top = stood.getBoundingClientRect().top - anchor.top
  if (top !== 0) window.scrollBy({ top, behavior: 'instant' })
}

/**
 * Rows stand below each other, so half of them can be left out at each look: asking a row where it stands makes the
 * browser lay it out, and most of a long list is not laid out (`content-visibility`).
 */
function firstInView(links: readonly HTMLElement[]): HTMLElement | undefined {
  let [from, to] = [0, links.length]
  while (from < to) {
    const middle = (from + to) >> 1
    const isAbove = (links[middle]?.getBoundingClientRect().bottom ?? 0) <= 0
    if (isAbove) from = middle + 1
    else to = middle
  }
  const found = links[from]
  return found && isInView(found) ? found : undefined
}

function isInView(link: HTMLElement): boolean {
  const { top, bottom } = link.getBoundingClientRect()
  return bottom > 0 && top < window.innerHeight
}

function idOf(link: HTMLElement): string | undefined {
  return link.dataset['meeting'] ?? link.dataset['delivery'] ?? link.dataset['client']
}

function linksOf({ list }: Props): HTMLElement[] {
  return [...(list.current?.querySelectorAll<HTMLElement>(ROWS) ?? [])]
}
