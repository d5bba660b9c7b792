/** Names and what they stand for, one line each. */
export function Facts({ rows }: { readonly rows: readonly (readonly [name: string, words: string])[] }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm tabular-nums">
      {rows.map(([name, words]) => (
        <div key={`${name} ${words}`} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  )
}
