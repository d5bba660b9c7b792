import type { AlertRule } from '../api/types.ts'
import { AfterMinutes } from './after-minutes.tsx'
import { Switch } from './switch.tsx'
import { TIMED } from './words.ts'

/** The rule of one kind. */
export function RuleRow(props: {
  readonly rule: AlertRule
  readonly hasMail: boolean
  readonly set: (change: Partial<Pick<AlertRule, 'isOn' | 'isMailed' | 'afterMinutes'>>) => void
}) {
  const { rule, hasMail, set } = props
  const { kind, title, description, isOn, isMailed, afterMinutes } = rule
  return (
    <li data-rule={kind} className="flex flex-wrap items-center gap-x-6 gap-y-1 px-4 py-3">
      <div className="mr-auto min-w-0 md:max-w-xl">
        <h3 className="font-medium">{title}</h3>
        <p className="text-muted">{description}</p>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        {TIMED.includes(kind) && (
          <AfterMinutes
            about={title}
            minutes={afterMinutes}
            isOff={!isOn}
            set={(minutes) => set({ afterMinutes: minutes })}
          />
        )}
        <Switch label="On" about={title} isOn={isOn} set={(told) => set({ isOn: told })} />
        <Switch
          label="Mail"
          about={title}
          isOn={isMailed}
          isOff={!isOn || !hasMail}
          set={(told) => set({ isMailed: told })}
        />
      </div>
    </li>
  )
}
