import { useApp } from '../app/context.ts'
import { Card } from '../parts/card.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { useNow } from '../time/use-now.ts'
import { MoreAlerts } from './more-alerts.tsx'
import { ProblemActionButton } from './problem-action.tsx'
import { openProblems } from './problems.ts'

/** What needs a person, in four parts, each with the one thing to press; nothing where all is well. */
export function OpenProblems() {
  const { status, formats } = useApp()
  const nowMs = useNow(10_000)
  const problems = status ? openProblems(status, formats, nowMs) : []
  return (
    <>
      {problems.length > 0 && (
        <Card title="Open problems">
          <ul className="space-y-2">
            {problems.map((problem) => (
              <li key={problem.key} data-problem={problem.action}>
                <Trouble
                  {...problem}
                  since={problem.since === undefined ? undefined : formats.moment(problem.since, nowMs)}
                >
                  <ProblemActionButton problem={problem} />
                </Trouble>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <MoreAlerts problems={problems} />
    </>
  )
}
