import { useMutation } from '@tanstack/react-query'
import { useApi } from '../api/context.ts'
import { useApp } from '../app/context.ts'
import { Button } from '../parts/button.tsx'
import { downloadCsv, downloadText } from '../plots/download-csv.ts'
import { logLine, readLog } from './log-file.ts'
import type { ActivitySearch } from './search.ts'
import { filtersOf } from './use-activity.ts'

/** What is filtered, as a file. */
export function DownloadLog({ search }: { readonly search: ActivitySearch }) {
  const api = useApi()
  const { formats } = useApp()
  const load = useMutation({
    async mutationFn(format: 'csv' | 'json') {
      const entries = await readLog(api, filtersOf(search, formats.timeZone))
      if (format === 'csv') downloadCsv('Calendly Sync activity', entries.map(logLine))
      else downloadText('Calendly Sync activity', 'json', `${JSON.stringify(entries, null, 2)}\n`)
    },
  })
  return (
    <div className="flex flex-wrap items-center gap-1">
      {(['csv', 'json'] as const).map((format) => (
        <Button key={format} look="quiet" disabled={load.isPending} onClick={() => load.mutate(format)}>
          Log as {format.toUpperCase()}
        </Button>
      ))}
      <span role="status" className={load.isError ? 'text-sm text-bad' : 'sr-only'}>
        {load.isError && load.error.message}
        {load.isPending && 'Gathering the log'}
      </span>
    </div>
  )
}
