import { memo, useMemo } from 'react'
import type { Client } from '../api/types.ts'
import { ClientRow, type RowLook } from './client-row.tsx'

/** So many rows are left out of the layout together while they are far from the screen. */
const TOGETHER = 50
/** About what is drawn, so that the scrollbar tells the truth before it is. */
const ROW_PX = 62

/** All rows. Ten thousand of them stay cheap: a part is drawn again only when its own rows differ. */
export function ClientRows(props: {
  readonly clients: readonly Client[]
  readonly look: RowLook
  readonly openId: string | undefined
}) {
  const { clients, look, openId } = props
  const parts = useMemo(() => inParts(clients), [clients])
  return parts.map((part, index) => (
    <Part
      // biome-ignore lint/suspicious/noArrayIndexKey: the first fifty are the first fifty, whoever they are
      key={index}
      {...{ part, look }}
      from={index * TOGETHER + 1}
      openId={part.some(({ id }) => id === openId) ? openId : undefined}
    />
  ))
}

const Part = memo(
  function Part(props: {
    readonly part: readonly Client[]
    readonly look: RowLook
    readonly from: number
    readonly openId: string | undefined
  }) {
    const { part, look, from, openId } = props
    return (
      <ul
        aria-label={`Clients ${from} to ${from + part.length - 1}`}
        className="divide-y divide-line border-t border-line [content-visibility:auto] first:border-t-0"
        style={{ containIntrinsicBlockSize: `auto ${ROW_PX * part.length}px` }}
      >
        {part.map((client) => (
          <ClientRow key={client.id} {...{ client, look }} isOpen={client.id === openId} />
        ))}
      </ul>
    )
  },
  ({ part: before, ...old }, { part, ...now }) =>
    old.look === now.look &&
    old.from === now.from &&
    old.openId === now.openId &&
    before.length === part.length &&
    part.every((client, index) => client === before[index]),
)

function inParts(clients: readonly Client[]): readonly (readonly Client[])[] {
  return Array.from({ length: Math.ceil(clients.length / TOGETHER) }, (_, index) =>
    clients.slice(index * TOGETHER, (index + 1) * TOGETHER),
  )
}
