import { Link } from '@tanstack/react-router'
import { useApp } from '../app/context.ts'
import { Trouble } from '../parts/trouble.tsx'
import { useNow } from '../time/use-now.ts'

/** What needs a person, each with its next step; nothing where all is well. */
export function OpenProblems() {
  const { status, formats } = useApp()
  const nowMs = useNow(10_000)
  const found = (status?.accounts ?? []).flatMap((account) => {
    const name = account.name ?? account.email ?? 'Calendly account'
    const webhook = account.webhook.problem && {
      ...account.webhook.problem,
      since: account.webhook.failingSince ?? undefined,
    }
    return [account.problem ?? [], webhook ?? []]
      .flat()
      .map((problem) => ({ name, id: account.id, ...problem }))
  })
  const problems = [...found, ...(status?.problem ? [{ name: '', id: '', ...status.problem }] : [])]
  if (problems.length === 0) return null
  return (
    <section aria-labelledby="problems">
      <h2 id="problems" className="mb-2 font-semibold">
        Open problems
      </h2>
      <ul className="space-y-2">
        {problems.map((problem) => (
          <li key={`${problem.id} ${problem.code}`}>
            <Trouble
              what={problem.name === '' ? problem.message : `${problem.name}: ${problem.message}`}
              since={problem.since === undefined ? undefined : formats.moment(problem.since, nowMs)}
              nextStep={problem.nextStep}
            >
              <Link to="/accounts" className="underline underline-offset-2">
                Go to Accounts
              </Link>
            </Trouble>
          </li>
        ))}
      </ul>
    </section>
  )
}
