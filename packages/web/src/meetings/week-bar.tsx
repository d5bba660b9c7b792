import { Link } from '@tanstack/react-router'
import { buttonLook } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import type { Formats } from '../time/formats.ts'
import { dayAfter, weekRange } from './week-layout.ts'

/** Which week is shown, and the way to others. */
export function WeekBar(props: {
  readonly days: readonly string[]
  readonly formats: Formats
  /** Whether there is more in it than is shown yet. */
  readonly isReading: boolean
}) {
  const { days, formats, isReading } = props
  const { from, to } = weekRange(days, formats.timeZone)
  const [monday = ''] = days
  return (
    <div className="flex flex-wrap items-center gap-2">
      <WeekLink week={dayAfter(monday, -7)} name="Previous week" />
      <WeekLink week={undefined} name="This week" />
      <WeekLink week={dayAfter(monday, 7)} name="Next week" />
      <h2 className="ml-1 text-sm font-semibold">
        {formats.shortDay(from)} – {formats.longDate(Date.parse(to) - 1)}
      </h2>
      <p role="status" className="text-sm text-muted">
        {isReading && 'Reading the rest of the week…'}
      </p>
    </div>
  )
}

function WeekLink({ week, name }: { readonly week: string | undefined; readonly name: string }) {
  return (
    <Link
      to="/meetings"
      search={(search) => ({ ...search, week })}
      resetScroll={false}
      activeProps={{}}
      className={buttonLook('plain')}
      aria-label={name}
    >
      {name === 'This week' ? (
        name
      ) : (
        <Icon name={name === 'Next week' ? 'down' : 'up'} className="-rotate-90" />
      )}
    </Link>
  )
}
