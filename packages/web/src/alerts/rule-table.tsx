import type { AlertRules } from '../api/types.ts'
import { Card } from '../parts/card.tsx'
import { RuleRow } from './rule-row.tsx'
import { Switch } from './switch.tsx'
import { useChangeRules } from './use-rules.ts'

/** Each kind on or off, mailed or not, and after how long. A press is saved at once, and said to be. */
export function RuleTable({ rules }: { readonly rules: AlertRules }) {
  const change = useChangeRules(rules.for)
  return (
    <Card
      title="What you are told of"
      actions={
        <p role="status" className={`text-sm ${change.isError ? 'text-bad' : 'text-muted'}`}>
          {change.isPending && 'Saving…'}
          {change.isSuccess && 'Saved.'}
          {change.isError && `Not saved. ${change.error.message}`}
        </p>
      }
    >
      <div className="divide-y divide-line rounded-lg border border-line bg-card text-sm">
        <div className="flex flex-wrap gap-x-6 gap-y-1 px-4 py-3">
          <Switch label="Send mails" isOn={rules.mail} set={(mail) => change.mutate({ mail })} />
          <Switch
            label="Remind me once a day while something is open"
            isOn={rules.digest}
            isOff={!rules.mail}
            set={(digest) => change.mutate({ digest })}
          />
        </div>
        <ul className="divide-y divide-line">
          {rules.kinds.map((rule) => (
            <RuleRow
              key={rule.kind}
              rule={rule}
              hasMail={rules.mail}
              set={(told) => change.mutate({ kinds: { [rule.kind]: told } })}
            />
          ))}
        </ul>
      </div>
    </Card>
  )
}
