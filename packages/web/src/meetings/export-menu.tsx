import { useState } from 'react'
import { useApi } from '../api/context.ts'
import { saveFile } from '../browser/save-file.ts'
import { Button } from '../parts/button.tsx'
import { Drop } from '../parts/drop.tsx'
import type { Question } from './ask.ts'
import { CalendarFeed } from './calendar-feed.tsx'

const FILES = [
  { name: 'meetings.csv', path: '/api/meetings.csv', label: 'CSV' },
  { name: 'meetings.ics', path: '/api/meetings/calendar', label: 'iCalendar' },
] as const

/** The meetings that are shown now as a file, all pages of them, and the address of a calendar that follows by itself. */
export function ExportMenu(props: {
  readonly question: Question | undefined
  /** How many that are. */
  readonly count: number | undefined
}) {
  return (
    <Drop label="Export" icon="download">
      {() => (
        <>
          <Files {...props} />
          <CalendarFeed />
        </>
      )}
    </Drop>
  )
}

function Files({
  question,
  count,
}: {
  readonly question: Question | undefined
  readonly count: number | undefined
}) {
  const api = useApi()
  const [busy, setBusy] = useState<string>()
  const [trouble, setTrouble] = useState<string>()
  const save = async (path: string, name: string) => {
    setBusy(name)
    setTrouble(undefined)
    try {
      saveFile(await api.file(path, question), name)
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : 'The file could not be read.')
    } finally {
      setBusy(undefined)
    }
  }
  return (
    <section aria-label="Export what is shown">
      <p className="font-semibold">What is shown now</p>
      <p className="text-muted">
        {count === undefined ? 'All pages' : `${count} ${count === 1 ? 'meeting' : 'meetings'}`} with these
        filters. Each export is noted under Activity.
      </p>
      <div className="mt-2 flex gap-2">
        {FILES.map(({ name, path, label }) => (
          <Button
            key={name}
            disabled={busy !== undefined || question === undefined}
            onClick={() => void save(path, name)}
          >
            {busy === name ? 'Reading…' : `Download ${label}`}
          </Button>
        ))}
      </div>
      {trouble && (
        <p role="alert" className="mt-2 text-bad">
          {trouble} Nothing was saved; press again to try once more.
        </p>
      )}
    </section>
  )
}
