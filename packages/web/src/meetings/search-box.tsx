import type { RefObject } from 'react'
import { type Address, goTo } from '../browser/address.ts'
import { Icon } from '../parts/icon.tsx'

export function SearchBox(props: {
  readonly address: Address
  readonly box: RefObject<HTMLInputElement | null>
}) {
  const { address, box } = props
  return (
    <search className="relative block w-full sm:w-72">
      <Icon
        name="search"
        className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-muted"
      />
      <input
        ref={box}
        type="search"
        aria-label="Search meetings"
        aria-keyshortcuts="/"
        placeholder="Client, e-mail, title, place"
        value={address.q}
        onChange={(event) => goTo({ ...address, q: event.target.value }, 'replace')}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
        className="min-h-9 w-full rounded-md border border-edge bg-card py-1.5 pr-2 pl-8 text-sm placeholder:text-muted"
      />
    </search>
  )
}
