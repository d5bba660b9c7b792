import type { CellOutcome } from './cells.ts'

const GROUNDS: Readonly<Record<CellOutcome, string>> = {
  quiet: 'bg-good-soft text-good',
  changed: 'bg-accent-soft text-accent',
  partial: 'bg-warn-soft text-warn',
  failed: 'bg-bad-soft text-bad',
  waiting: 'bg-warn-soft text-warn',
  running: 'bg-accent-soft text-accent',
  none: 'bg-page text-edge',
}

/** Dot, full circle, triangle, cross, hourglass, ring, nothing. */
const SHAPES: Readonly<
  Record<CellOutcome, { readonly path: string; readonly isFilled: boolean } | undefined>
> = {
  quiet: { path: 'M8 5.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z', isFilled: true },
  changed: { path: 'M8 3.2a4.8 4.8 0 1 0 0 9.6 4.8 4.8 0 0 0 0-9.6z', isFilled: true },
  partial: { path: 'M8 3 13.2 12.5H2.8z', isFilled: true },
  failed: { path: 'M3.5 3.5l9 9M12.5 3.5l-9 9', isFilled: false },
  waiting: { path: 'M4 3h8L8 8zM8 8l4 5H4z', isFilled: true },
  running: { path: 'M8 3.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9z', isFilled: false },
  none: undefined,
}

/** Colours of a cell. */
export function cellGround(outcome: CellOutcome): string {
  return GROUNDS[outcome]
}

/** Its shape, which says the same without colour. */
export function CellMark({ outcome }: { readonly outcome: CellOutcome }) {
  const shape = SHAPES[outcome]
  if (!shape) return null
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className="size-3.5 shrink-0">
      <path
        d={shape.path}
        fill={shape.isFilled ? 'currentColor' : 'none'}
        stroke={shape.isFilled ? 'none' : 'currentColor'}
        strokeWidth="2.4"
        strokeLinecap="round"
      />
    </svg>
  )
}
