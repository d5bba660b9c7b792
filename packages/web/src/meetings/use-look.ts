import { useMemo } from 'react'
import { useApp } from '../app/context.ts'
import { useOpenMeeting } from '../meeting/use-open-meeting.ts'
import { accountMarks, type Look } from './look.ts'
import type { ZoneChoice } from './search.ts'

/** Once for a list: what its rows share, and which of them is open. */
export function useLook(
  nowMs: number,
  zone: ZoneChoice = 'mine',
): { readonly look: Look; readonly openId: string | undefined } {
  const { formats, status } = useApp()
  const { openId, hrefOf, follow } = useOpenMeeting()
  const today = formats.dayKey(nowMs)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change with the day, not with each ten seconds
  const accounts = useMemo(() => accountMarks(status, formats, nowMs), [status, formats, today])
  const look = useMemo<Look>(
    () => ({ formats, zone, todayMs: Date.parse(`${today}T12:00:00Z`), accounts, hrefOf, follow }),
    [formats, zone, today, accounts, hrefOf, follow],
  )
  return { look, openId }
}
