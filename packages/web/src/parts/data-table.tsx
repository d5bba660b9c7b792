import {
  type ColumnDef,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_basic,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { basic: sortFn_basic },
})

/** A column of a table. */
export interface Column<Row> {
  readonly id: string
  readonly title: string
  readonly cell: (row: Row) => ReactNode
  /** With it, a press on the title sorts by it; undefined values stand last. */
  readonly sortBy?: (row: Row) => string | number | undefined
  /** Numbers stand on the right, digits below digits. */
  readonly isNumber?: boolean
}

/**
 * A table of facts. The first column names the row. On narrow screens it scrolls sideways by itself, the page does not.
 *
 * @param props.caption - what the table is, for those who hear it.
 */
export function DataTable<Row extends object>(props: {
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
}) {
  const { caption, columns, rows, keyOf } = props
  const table = useTable({
    features,
    columns: columns.map((column) => definition(column)),
    data: rows,
    getRowId: keyOf,
  })
  const [names] = columns
  return (
    <section
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with keys (axe: scrollable-region-focusable)
      tabIndex={0}
      className="overflow-x-auto rounded-lg border border-line bg-card"
    >
      <table className="w-full text-sm tabular-nums">
        <caption className="sr-only">{caption}</caption>
        <thead className="text-left text-muted">
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map(({ id, column }) => {
                const told = columns.find((each) => each.id === id)
                const sorted = column.getIsSorted()
                return (
                  <th
                    key={id}
                    scope="col"
                    aria-sort={sorted === false ? undefined : sorted === 'asc' ? 'ascending' : 'descending'}
                    className={`px-3 py-2 font-medium whitespace-nowrap ${told?.isNumber ? 'text-right' : ''}`}
                  >
                    {told?.sortBy ? (
                      <button
                        type="button"
                        onClick={() => column.toggleSorting()}
                        className="inline-flex min-h-6 cursor-pointer items-center gap-1 hover:text-ink"
                      >
                        {told.title}
                        {sorted !== false && (
                          <Icon name={sorted === 'asc' ? 'up' : 'down'} className="size-3" />
                        )}
                      </button>
                    ) : (
                      told?.title
                    )}
                  </th>
                )
              })}
            </tr>
          ))}
        </thead>
        <tbody className="divide-y divide-line border-t border-line">
          {table.getRowModel().rows.map(({ id, original }) => (
            <tr key={id}>
              {columns.map((column) => {
                const Cell = column === names ? 'th' : 'td'
                return (
                  <Cell
                    key={column.id}
                    {...(column === names && { scope: 'row' })}
                    className={`px-3 py-2 align-top ${column.isNumber ? 'text-right' : 'text-left'} ${column === names ? 'font-medium' : ''}`}
                  >
                    {column.cell(original)}
                  </Cell>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function definition<Row extends object>({ id, sortBy }: Column<Row>): ColumnDef<typeof features, Row> {
  return {
    id,
    header: id,
    accessorFn: (row) => sortBy?.(row),
    enableSorting: sortBy !== undefined,
    sortUndefined: 'last',
    sortFn: 'basic',
  }
}
