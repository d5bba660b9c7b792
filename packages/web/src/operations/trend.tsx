import type { FailureGroup } from '../api/types.ts'
import { trendWords } from './words.ts'

const [WIDTH, GAP, HEIGHT] = [4, 1, 24]

/** The last 24 hours as bars, and every number for those who hear. */
export function Trend({ trend }: { readonly trend: FailureGroup['trend'] }) {
  const most = Math.max(1, ...trend)
  return (
    <div className="w-40 shrink-0">
      <svg
        viewBox={`0 0 ${trend.length * (WIDTH + GAP)} ${HEIGHT}`}
        aria-hidden="true"
        preserveAspectRatio="none"
        className="h-6 w-full text-bad"
      >
        {trend.map((count, hour) => {
          const height = count === 0 ? 1 : Math.max(3, (count / most) * HEIGHT)
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: 24 hours that never change places
              key={hour}
              x={hour * (WIDTH + GAP)}
              y={HEIGHT - height}
              width={WIDTH}
              height={height}
              className={count === 0 ? 'fill-line' : 'fill-current'}
            />
          )
        })}
      </svg>
      <p className="text-xs text-muted tabular-nums" aria-hidden="true">
        24 h, at most {Math.max(0, ...trend)} an hour
      </p>
      <p className="sr-only">{trendWords(trend)}</p>
    </div>
  )
}
