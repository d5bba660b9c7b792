import type { AlertRules } from '../api/types.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Icon } from '../parts/icon.tsx'
import { useTestMail } from './use-rules.ts'

/** As in the guide; nothing of it is anybody's. */
const SETTINGS = `SMTP_URL=smtps://user:password@mail.example
MAIL_FROM="Calendly Sync <sync@firm.example>"
ALERT_EMAIL=ops@firm.example`

/** Where mails go, or why nowhere and which settings are missing; and a mail to try it out. */
export function Recipient({ rules }: { readonly rules: AlertRules }) {
  const { recipient, problem } = rules
  const test = useTestMail(rules.for)
  return (
    <Card title="Where mails go">
      <div className="space-y-3 rounded-lg border border-line bg-card p-4 text-sm">
        {problem ? (
          <div>
            <p className="font-medium text-warn">
              <Icon name="alert" className="mr-1 -mt-0.5" />
              {problem.message}
            </p>
            <p className="mt-1">{problem.nextStep}</p>
            <p className="mt-1 text-muted">Alerts are shown on this page meanwhile, and nothing is lost.</p>
            {problem.code === 'smtp_not_set' && (
              <>
                <p className="mt-2">Whoever runs the server sets, in its environment:</p>
                <pre className="mt-1 overflow-x-auto rounded-md bg-page p-3 text-xs whitespace-pre-wrap">
                  {SETTINGS}
                </pre>
              </>
            )}
          </div>
        ) : (
          <p>
            Mails go to <span className="font-medium">{recipient}</span>.
          </p>
        )}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <Button isBusy={test.isPending} onClick={() => test.mutate()}>
            Send a test mail
          </Button>
          <p role="status" className="min-w-0">
            <TestSaid test={test} />
          </p>
        </div>
      </div>
    </Card>
  )
}

/** A mail that was handed over has not arrived yet, and is not said to. */
function TestSaid({ test }: { readonly test: ReturnType<typeof useTestMail> }) {
  const { isPending, error, data } = test
  if (isPending) return 'Sending…'
  if (error) return <Refusal words={error.message} />
  if (!data) return null
  if (!data.success)
    return (
      <Refusal
        words={data.problem ? `${data.problem.message} ${data.problem.nextStep}` : 'It was not sent.'}
      />
    )
  return (
    <span className="text-good">
      <Icon name="check" className="mr-1 -mt-0.5" />
      The mail server has taken it, for {data.to}. If it does not arrive, look among the spam.
    </span>
  )
}

function Refusal({ words }: { readonly words: string }) {
  return (
    <span className="text-bad">
      <Icon name="alert" className="mr-1 -mt-0.5" />
      Not sent. {words}
    </span>
  )
}
