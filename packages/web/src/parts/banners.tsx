import type { UseQueryResult } from '@tanstack/react-query'
import type { ApiProblem } from '../api/problem.ts'
import type { Status } from '../api/types.ts'
import { DemoBanner } from '../demo/demo-banner.tsx'
import { ago, type Formats } from '../time/formats.ts'
import { Icon } from './icon.tsx'

/** What is true of the whole page: it shows a demo, it is signed out, or the server is away. */
export function Banners(props: {
  readonly status: UseQueryResult<Status, ApiProblem>
  readonly formats: Formats
  readonly nowMs: number
}) {
  const { status, formats, nowMs } = props
  return (
    <>
      {status.data?.demo && <DemoBanner />}
      {status.error && (
        <p role="alert" className="bg-bad-soft px-4 py-2 text-center text-sm text-bad">
          <Icon name="alert" className="mr-1 -mt-0.5" />
          {trouble(status.error)}{' '}
          {status.data
            ? `What you see is from ${formats.time(status.dataUpdatedAt)} (${ago(new Date(status.dataUpdatedAt).toISOString(), nowMs)}); the page keeps trying.`
            : 'The page keeps trying.'}
        </p>
      )}
    </>
  )
}

function trouble(error: ApiProblem): string {
  if (error.status !== 401) return error.message
  return 'You are not signed in: open this page from your platform, which hands it a token.'
}
