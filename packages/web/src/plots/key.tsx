/** What the colours of a picture stand for; the table names the same. */
export function Key({ entries }: { readonly entries: readonly (readonly [name: string, look: string])[] }) {
  return (
    <ul aria-hidden="true" className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
      {entries.map(([name, look]) => (
        <li key={name} className="flex items-center gap-1.5">
          <span className={`inline-block h-2.5 w-4 rounded-sm ${look}`} />
          {name}
        </li>
      ))}
    </ul>
  )
}
