/** Grey bars, only before the first answer. */
export function Skeleton({ what }: { readonly what: string }) {
  return (
    <div className="space-y-5 p-4 motion-safe:animate-pulse">
      <p className="sr-only">Loading {what}</p>
      {['w-2/3', 'w-1/2', 'w-3/5', 'w-2/5', 'w-1/2'].map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: five grey bars that never change places
        <div key={index} className="space-y-2">
          <div className={`h-3.5 rounded bg-line ${width}`} />
          <div className="h-3 w-1/4 rounded bg-line" />
        </div>
      ))}
    </div>
  )
}
