/**
 * Grey bars, only before the first answer. Each is about as high as a row of two lines, and there are enough of them for what
 * stands below a long list to be below the fold already: nothing jumps when the rows come.
 */
export function Skeleton({ what, rows = 5 }: { readonly what: string; readonly rows?: number }) {
  return (
    <div className="space-y-7 px-4 py-3.5 motion-safe:animate-pulse">
      <p className="sr-only">Loading {what}</p>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: grey bars that never change places
        <div key={index} className="space-y-2">
          <div className={`h-3.5 rounded bg-line ${WIDTHS[index % WIDTHS.length]}`} />
          <div className="h-3 w-1/4 rounded bg-line" />
        </div>
      ))}
    </div>
  )
}

const WIDTHS = ['w-2/3', 'w-1/2', 'w-3/5', 'w-2/5', 'w-1/2']
