import { type KeyboardEvent, useState } from 'react'

/**
 * Arrow keys walk the cells of a grid that wraps as it fits: left and right by one, up and down to the cell that stands
 * there, Home and End to the ends. One cell at a time is in the order of Tab.
 *
 * @param ids - of the cells that can be walked to, in order; each is marked `data-cell`.
 */
export function useWalk(ids: readonly string[]) {
  const [chosen, setChosen] = useState<string>()
  const current = chosen !== undefined && ids.includes(chosen) ? chosen : ids.at(-1)

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const cells = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-cell]')]
    const at = cells.findIndex((cell) => cell.isSameNode(document.activeElement))
    const target = at < 0 ? undefined : targetOf(event.key, cells, at)
    if (!target) return
    event.preventDefault()
    target.focus()
  }

  return {
    current,
    onKeyDown,
    /** To be called with the id of the cell that has got the focus. */
    choose: setChosen,
  }
}

function targetOf(key: string, cells: readonly HTMLElement[], at: number): HTMLElement | undefined {
  switch (key) {
    case 'ArrowRight':
      return cells[at + 1]
    case 'ArrowLeft':
      return cells[at - 1]
    case 'Home':
      return cells[0]
    case 'End':
      return cells.at(-1)
    case 'ArrowDown':
      return nearest(cells, at, 1)
    case 'ArrowUp':
      return nearest(cells, at, -1)
    default:
      return undefined
  }
}

/** Of the next row that has any, the cell that stands nearest. */
function nearest(cells: readonly HTMLElement[], at: number, by: 1 | -1): HTMLElement | undefined {
  const here = cells[at]
  if (!here) return undefined
  const beyond = cells.filter((cell) => by * (cell.offsetTop - here.offsetTop) > 0)
  const row = (by > 0 ? beyond[0] : beyond.at(-1))?.offsetTop
  const distance = (cell: HTMLElement) => Math.abs(cell.offsetLeft - here.offsetLeft)
  return beyond.filter((cell) => cell.offsetTop === row).toSorted((a, b) => distance(a) - distance(b))[0]
}
