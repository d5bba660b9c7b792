/** A setting that is on or off. */
export function Switch(props: {
  readonly label: string
  /** What is heard beside the label, to tell one from another. */
  readonly about?: string
  readonly isOn: boolean
  /** It has no effect now. */
  readonly isOff?: boolean
  readonly set: (isOn: boolean) => void
}) {
  const { label, about, isOn, isOff = false, set } = props
  return (
    <label className={`inline-flex min-h-8 items-center gap-2 ${isOff ? 'text-muted' : 'cursor-pointer'}`}>
      <input
        type="checkbox"
        checked={isOn}
        disabled={isOff}
        onChange={(event) => set(event.target.checked)}
        className="size-4 shrink-0 accent-accent"
      />
      {label}
      {about && <span className="sr-only">: {about}</span>}
    </label>
  )
}
