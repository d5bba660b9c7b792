import { CalendlySync, SyncButton, SyncStatus, UpcomingMeetings } from 'calendly-sync-web/react'
import { createRoot } from 'react-dom/client'

/* A dashboard of a platform that signs its users in itself: its own server makes the token for the one who is signed in. */

const server = document.querySelector<HTMLMetaElement>('meta[name=calendly-sync]')?.content ?? ''

async function getToken(): Promise<string> {
  const answer = await fetch('/token')
  return answer.text()
}

createRoot(document.body).render(
  <main>
    <CalendlySync server={server} getToken={getToken} />
    <h1>Dashboard</h1>
    <SyncStatus />
    <SyncButton />
    <h2>Next meetings</h2>
    <UpcomingMeetings limit={3} />
  </main>,
)
