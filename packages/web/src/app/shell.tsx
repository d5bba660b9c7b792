import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { useDeferredValue, useMemo, useState } from 'react'
import { useShortcuts } from '../browser/keys.ts'
import { CompletenessPanel } from '../freshness/completeness-panel.tsx'
import { useLive } from '../live/use-live.ts'
import { MeetingDrawer } from '../meeting/meeting-drawer.tsx'
import { Banners } from '../parts/banners.tsx'
import { useSession } from '../session/session.ts'
import { SessionMenu } from '../session/session-menu.tsx'
import { Announcer } from '../sync/announcer.tsx'
import { useRenewal } from '../sync/use-renewal.ts'
import { useSync } from '../sync/use-sync.ts'
import { syncWords } from '../sync/words.ts'
import { readerFormats } from '../time/formats.ts'
import { useNow } from '../time/use-now.ts'
import { type App, AppContext } from './context.ts'
import { KeysSheet } from './keys-sheet.tsx'
import { Menu } from './menu.tsx'
import { Navigation } from './navigation.tsx'
import { useShellKeys } from './use-shell-keys.ts'

/** What stands around every screen: whether the list is complete, the button, the way to the other screens, the drawer. */
export function Shell() {
  const formats = useMemo(readerFormats, [])
  const session = useSession()
  const isHome = useLocation({ select: ({ pathname }) => pathname === '/' })
  const isLive = useLive()
  const sync = useSync(isLive)
  useRenewal(sync.mark, isLive)
  const nowMs = useNow(sync.state.name === 'waiting' ? 1_000 : 10_000)
  const shortcuts = useShortcuts()
  const [hasSheet, setSheet] = useState(false)
  const status = sync.status.data
  const isOperator = status?.operator ?? false
  useShellKeys({ isOn: shortcuts.isOn, isOperator, sync: sync.press, showSheet: () => setSheet(true) })
  // What stands where depends on the first answers: drawn before, everything would jump.
  const look = sync.isFirst ? 'late' : ''
  const app = useMemo<App>(
    () => ({ formats, sync, status, statusQuery: sync.status, isLive, hasShortcuts: shortcuts.isOn }),
    [formats, sync, status, isLive, shortcuts.isOn],
  )
  // Name and navigation are painted first, and what they stand around is drawn after it.
  const isPainted = useDeferredValue(true, false)
  const words = syncWords(sync.state, status, formats, nowMs)
  return (
    <AppContext value={app}>
      <a
        href="#screen"
        className="sr-only rounded-md bg-card focus:not-sr-only focus:absolute focus:z-50 focus:px-3 focus:py-2"
      >
        Skip to the screen
      </a>
      <header>
        <div className="mx-auto flex max-w-7xl items-center gap-3 px-4 pt-3 sm:px-6">
          <Menu isOperator={isOperator} />
          <Link to="/" className="flex items-center gap-2 font-semibold whitespace-nowrap">
            <img src="/icon.svg" alt="" width="22" height="22" />
            {/* Where somebody is signed in, a phone has no room for both. */}
            <span className={session ? 'sr-only sm:not-sr-only' : ''}>Calendly Sync</span>
          </Link>
          <SessionMenu />
        </div>
      </header>
      <div className="mx-auto grid max-w-7xl gap-6 px-4 pt-3 pb-10 sm:px-6 lg:grid-cols-[11rem_minmax(0,1fr)]">
        <div className="hidden lg:block">
          <div className="sticky top-3">
            <Navigation isOperator={isOperator} />
            <button
              type="button"
              onClick={() => setSheet(true)}
              aria-keyshortcuts="?"
              className="mt-4 min-h-8 cursor-pointer px-2.5 text-xs text-muted underline underline-offset-2"
            >
              Keys (?)
            </button>
          </div>
        </div>
        <div className={`min-w-0 space-y-5 ${look}`}>
          {/* Here and not above the way to the other screens, which is seen before any answer. */}
          <div className="overflow-hidden rounded-lg empty:hidden">
            <Banners status={sync.status} formats={formats} nowMs={nowMs} />
          </div>
          {isPainted && <CompletenessPanel isFull={isHome} words={words} nowMs={nowMs} />}
          <main id="screen" tabIndex={-1} className="outline-none">
            {isPainted && <Outlet />}
          </main>
        </div>
      </div>
      <Announcer state={sync.state} words={words} />
      <MeetingDrawer nowMs={nowMs} />
      {hasSheet && (
        <KeysSheet
          isOperator={isOperator}
          isOn={shortcuts.isOn}
          toggle={shortcuts.toggle}
          close={() => setSheet(false)}
        />
      )}
    </AppContext>
  )
}
