import type { AlertRules } from '../api/types.ts'
import { Card } from '../parts/card.tsx'
import { RuleRow } from './rule-row.tsx'
import { Switch } from './switch.tsx'
import { useChangeRules } from './use-rules.ts'

/** Each kind on or off, mailed or not, and after how long. A press is saved at once, and said to be. */
export function RuleTable({ rules }: { readonly rules: AlertRules }) {
  const { shown, saving, change } = useChangeRules(rules)
  return (
    <Card
      title="What you are told of"
      actions={
        <p role="status" className={`text-sm ${saving.isError ? 'text-bad' : 'text-muted'}`}>
          {saving.isPending && 'Saving…'}
          {saving.isSuccess && 'Saved.'}
          {saving.isError && `Not saved. ${saving.error.message}`}
        </p>
      }
    >
      <div className="divide-y divide-line rounded-lg border border-line bg-card text-sm">
        <div className="flex flex-wrap gap-x-6 gap-y-1 px-4 py-3">
          <Switch label="Send mails" isOn={shown.mail} set={(mail) => change({ mail })} />
          <Switch
            label="Remind me once a day while something is open"
            isOn={shown.digest}
            isOff={!shown.mail}
            set={(digest) => change({ digest })}
          />
        </div>
        <ul className="divide-y divide-line">
          {shown.kinds.map((rule) => (
            <RuleRow
              key={rule.kind}
              rule={rule}
              hasMail={shown.mail}
              set={(told) => change({ kinds: { [rule.kind]: told } })}
            />
          ))}
        </ul>
      </div>
    </Card>
  )
}
