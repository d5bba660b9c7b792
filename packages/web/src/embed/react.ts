import { createElement, type HTMLAttributes, type ReactElement, useEffect } from 'react'
import { configureCalendlySync, type Host } from './embed.ts'

/** Says to all elements below and beside it who asks whom; renders nothing. */
export function CalendlySync(props: Partial<Host>): null {
  const { server, getToken } = props
  useEffect(() => {
    configureCalendlySync({ ...(server !== undefined && { server }), ...(getToken && { getToken }) })
  }, [server, getToken])
  return null
}

/** Is the list complete, and up to when. */
export function SyncStatus(props: HTMLAttributes<HTMLElement>): ReactElement {
  return createElement('calendly-sync-status', props)
}

/** Checks Calendly now, and says what came of it. */
export function SyncButton(props: HTMLAttributes<HTMLElement>): ReactElement {
  return createElement('calendly-sync-button', props)
}

/** The next meetings. @param props.limit - how many; 5 unless told. */
export function UpcomingMeetings(
  props: HTMLAttributes<HTMLElement> & { readonly limit?: number },
): ReactElement {
  return createElement('calendly-sync-upcoming', props)
}
