import { useState } from 'react'
import { useApi } from '../api/context.ts'
import { useSession } from './session.ts'
import { SessionDialog } from './session-dialog.tsx'

/** Who is signed in, and the way out; nothing where nobody signs in on the page. */
export function SessionMenu() {
  const session = useSession()
  const api = useApi()
  const [isOpen, setOpen] = useState(false)
  if (!session) return null
  const signOut = async (which: 'this' | 'all') => {
    await api.send('DELETE', `/api/session?which=${which}`).finally(session.renew)
  }
  return (
    <div className="ml-auto flex min-w-0 items-center gap-3 text-sm font-normal">
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="min-h-8 max-w-40 cursor-pointer truncate text-muted underline underline-offset-2 sm:max-w-72"
      >
        {session.person.name}
      </button>
      <button
        type="button"
        onClick={() => void signOut('this').catch(() => {})}
        className="min-h-8 cursor-pointer rounded-md border border-edge px-3 py-1 font-medium whitespace-nowrap hover:bg-accent-soft"
      >
        Sign out
      </button>
      {isOpen && (
        <SessionDialog
          person={session.person}
          signOutEverywhere={() => signOut('all')}
          close={() => setOpen(false)}
        />
      )}
    </div>
  )
}
