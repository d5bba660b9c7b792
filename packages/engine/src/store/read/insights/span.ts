import type { Instant } from '../../../contract.ts'

/** A span of time in cells of equal length. */
export interface Span {
  readonly from: Instant
  readonly to: Instant
  readonly cellSeconds: number
}

/** Number of the cell, from 0, that a moment lies in. @param span - the parameters with beginning and length of a cell. */
export function cellOf(moment: string, span: { readonly from: string; readonly cell: string }): string {
  return `floor(extract(epoch FROM ${moment} - ${span.from}::timestamptz) / ${span.cell}::float8)::int`
}
