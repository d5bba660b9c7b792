import { Icon } from './icon.tsx'

/** The search of a screen: the slash key leads here. */
export function SearchField(props: {
  readonly label: string
  readonly placeholder: string
  readonly value: string
  readonly type: (typed: string) => void
}) {
  return (
    <search className="relative block w-full sm:w-72">
      <Icon
        name="search"
        className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-muted"
      />
      <input
        type="search"
        data-search=""
        aria-label={props.label}
        aria-keyshortcuts="/"
        placeholder={props.placeholder}
        value={props.value}
        onChange={(event) => props.type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
        className="min-h-9 w-full rounded-md border border-edge bg-card py-1.5 pr-2 pl-8 text-sm placeholder:text-muted"
      />
    </search>
  )
}
