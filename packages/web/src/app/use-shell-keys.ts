import { useNavigate } from '@tanstack/react-router'
import { frontDialog } from '../browser/front-dialog.ts'
import { useKeys } from '../browser/keys.ts'
import { screensFor } from './screens.ts'

/**
 * The keys that work on every screen. What a key acts on is marked in the page: `data-search` (the screen's search),
 * `data-filter` (its first filter), `data-options` (its tabs or options), `data-row` (links of a list that J and K walk).
 */
export function useShellKeys(props: {
  readonly isOn: boolean
  readonly isOperator: boolean
  readonly sync: () => void
  readonly showSheet: () => void
}): void {
  const navigate = useNavigate()
  const goTo = screensFor(props.isOperator).map(
    ({ key, to }) => [`g ${key}`, () => void navigate({ to })] as const,
  )
  const options = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => [String(n), () => choose(n)] as const)
  useKeys(
    {
      ...Object.fromEntries([...goTo, ...options]),
      s: props.sync,
      '?': props.showSheet,
      '/': () => focusOn('[data-search]'),
      f: () => focusOn('[data-filter]'),
      j: () => walk(1),
      k: () => walk(-1),
    },
    props.isOn,
  )
}

function focusOn(selector: string): void {
  inFront().querySelector<HTMLElement>(selector)?.focus()
}

function choose(n: number): void {
  const options = inFront().querySelector('[data-options]')?.querySelectorAll<HTMLElement>('a, button')
  options?.[n - 1]?.click()
}

/** A dialog, or else the page: what lies behind a dialog is not meant. */
function inFront(): ParentNode {
  return frontDialog() ?? document
}

/** Moves the focus to the next or previous row of the screen's list; in a drawer these keys are the drawer's own. */
function walk(by: 1 | -1): void {
  if (frontDialog()) return
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')]
  const at = rows.findIndex((row) => row.isSameNode(document.activeElement))
  const target = at < 0 ? rows[0] : rows[at + by]
  target?.focus()
}
