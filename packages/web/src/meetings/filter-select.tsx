export interface Choice {
  readonly value: string
  readonly name: string
  readonly count: number
}

/** One compact menu of the filters: what it is about stands in its first choice. */
export function FilterSelect(props: {
  readonly label: string
  readonly value: string | undefined
  readonly choices: readonly Choice[]
  readonly choose: (value: string | undefined) => void
  /** The key F leads to the first of them. */
  readonly isFirst?: boolean
}) {
  const { label, value, choices, choose, isFirst = false } = props
  const isKnown = value === undefined || choices.some((choice) => choice.value === value)
  return (
    <select
      aria-label={label}
      {...(isFirst && { 'data-filter': '', 'aria-keyshortcuts': 'f' })}
      value={value ?? ''}
      onChange={(event) => choose(event.target.value || undefined)}
      className={`min-h-9 w-full min-w-0 rounded-md border bg-card px-2 py-1.5 text-sm sm:w-40 ${
        value === undefined ? 'border-edge' : 'border-accent font-medium text-accent-strong'
      }`}
    >
      <option value="">{label}: all</option>
      {!isKnown && <option value={value}>None of these</option>}
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {`${choice.name} (${choice.count})`}
        </option>
      ))}
    </select>
  )
}
