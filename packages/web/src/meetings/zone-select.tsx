import { oneOf } from '../app/search.ts'
import { ZONES, type ZoneChoice } from './search.ts'

const ZONE_NAMES: Readonly<Record<ZoneChoice, string>> = {
  mine: 'My time',
  client: 'Client’s time',
  host: 'Host’s time',
}

/** Whose clock the times are told by. */
export function ZoneSelect(props: {
  readonly zone: ZoneChoice
  readonly choose: (zone: ZoneChoice) => void
}) {
  return (
    <select
      aria-label="Time zone"
      value={props.zone}
      onChange={(event) => props.choose(oneOf(ZONES, event.target.value) ?? 'mine')}
      className="min-h-9 shrink-0 rounded-md border border-edge bg-card px-2 py-1.5 text-sm"
    >
      {ZONES.map((zone) => (
        <option key={zone} value={zone}>
          {ZONE_NAMES[zone]}
        </option>
      ))}
    </select>
  )
}
