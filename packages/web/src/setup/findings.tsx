import type { SetupFinding } from '../api/types.ts'
import { Badge } from '../parts/badge.tsx'
import { FINDING_LOOKS } from './words.ts'

/** Each thing that was looked at: its state, what was found, and what would mend it. */
export function Findings({ findings }: { readonly findings: readonly SetupFinding[] }) {
  return (
    <ul className="divide-y divide-line">
      {findings.map(({ name, state, message, fix }) => {
        const look = FINDING_LOOKS[state]
        return (
          <li
            key={`${name} ${message}`}
            className="grid gap-x-4 gap-y-1 px-4 py-3 md:grid-cols-[15rem_minmax(0,1fr)]"
          >
            <div className="flex flex-wrap items-start justify-between gap-x-2 gap-y-1">
              <h2 className="font-medium">{name}</h2>
              <Badge tone={look.tone} icon={look.icon}>
                {look.word}
              </Badge>
            </div>
            <div className="min-w-0 text-sm">
              <p>{message}</p>
              {fix !== null && (
                <p className="mt-0.5">
                  <span className="font-medium">
                    {state === 'off' ? 'To switch it on: ' : 'To mend it: '}
                  </span>
                  {fix}
                </p>
              )}
            </div>
          </li>
        )
      })}
    </ul>
  )
}
