import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import { AccountCard } from './accounts/account-card.tsx'
import { ConnectAccount } from './accounts/connect-account.tsx'
import type { Status } from './api/types.ts'
import { goTo, useAddress } from './browser/address.ts'
import { useKeys, useShortcuts } from './browser/keys.ts'
import { FreshnessLine } from './freshness/freshness-line.tsx'
import { describeFreshness, unrenewed } from './freshness/sentence.ts'
import { KeepPlace } from './live/keep-place.tsx'
import { useLive } from './live/use-live.ts'
import { Drawer } from './meeting/drawer.tsx'
import { MeetingList } from './meetings/meeting-list.tsx'
import { SearchBox } from './meetings/search-box.tsx'
import { Tabs } from './meetings/tabs.tsx'
import { useMeetings } from './meetings/use-meetings.ts'
import { Banners } from './parts/banners.tsx'
import { SessionMenu } from './session/session-menu.tsx'
import { Announcer } from './sync/announcer.tsx'
import { SyncButton } from './sync/sync-button.tsx'
import { useSync } from './sync/use-sync.ts'
import { syncWords } from './sync/words.ts'
import { readerFormats } from './time/formats.ts'
import { useNow } from './time/use-now.ts'

/** The first page: is the list complete, check now, and the meetings. */
export function Page() {
  const formats = useMemo(readerFormats, [])
  const address = useAddress()
  const isLive = useLive()
  const sync = useSync(isLive)
  const nowMs = useNow(sync.state.name === 'waiting' ? 1_000 : 10_000)
  const meetings = useMeetings(address.view, address.q)
  const shortcuts = useShortcuts()
  const search = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  useRenewal(sync.mark, isLive)

  const { meetingId } = address
  const step = (by: 1 | -1) => focusStep(list.current, by)
  useKeys(
    { s: sync.press, '/': () => search.current?.focus(), j: () => step(1), k: () => step(-1) },
    shortcuts.isOn && meetingId === undefined,
  )
  const status = sync.status.data
  const told = (facts: Status) => describeFreshness(facts, sync.runs, formats, nowMs)
  const words = syncWords(sync.state, status, formats, nowMs)
  const show = (id: string | undefined, how: 'push' | 'replace') => goTo({ ...address, meetingId: id }, how)
  const beside = (by: 1 | -1) => {
    const at = meetings.data?.findIndex(({ id }) => id === meetingId) ?? -1
    const other = at < 0 ? undefined : meetings.data?.[at + by]
    return other && (() => show(other.id, 'replace'))
  }

  return (
    <>
      <header>
        <Banners status={sync.status} formats={formats} nowMs={nowMs} />
        <div className="mx-auto flex max-w-7xl items-center gap-2 px-4 py-4 sm:px-6">
          <img src="/icon.svg" alt="" width="22" height="22" />
          <h1 className="font-semibold whitespace-nowrap">Calendly Sync</h1>
          <SessionMenu />
        </div>
      </header>
      <div className="mx-auto max-w-7xl px-4 pb-10 sm:px-6">
        <main className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <section
            aria-label="Is the list complete?"
            className="grid gap-4 rounded-lg border border-line bg-card p-4 sm:p-5 lg:col-span-2 lg:grid-cols-[minmax(0,1fr)_auto] lg:gap-8"
          >
            {status ? (
              <FreshnessLine
                freshness={
                  sync.status.isError
                    ? unrenewed(told(status), sync.status.dataUpdatedAt, formats)
                    : told(status)
                }
              />
            ) : (
              <p className="text-lg text-muted">
                {sync.status.isError
                  ? 'It is not known yet whether the list is complete.'
                  : 'Asking the server…'}
              </p>
            )}
            <SyncButton state={sync.state} words={words} isJoined={sync.isJoined} press={sync.press} />
          </section>
          <section aria-labelledby="accounts" className="lg:col-start-2 lg:row-start-2">
            <h2 id="accounts" className="mb-2 font-semibold">
              Accounts
            </h2>
            <ul className="space-y-3">
              {status?.accounts.map((account) => (
                <AccountCard key={account.id} {...{ account, formats, nowMs }} />
              ))}
            </ul>
            {status?.accounts.length === 0 && <p className="text-sm text-muted">None is connected.</p>}
            {status && !status.demo && (
              <ConnectAccount
                hasOAuth={status.connectBy.includes('oauth')}
                isFirst={status.accounts.length === 0}
              />
            )}
          </section>
          <section aria-labelledby="meetings" className="min-w-0 lg:col-start-1 lg:row-start-2">
            <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
              <h2 id="meetings" className="font-semibold">
                Meetings
              </h2>
              <Tabs address={address} />
              <div className="w-full sm:ml-auto sm:w-auto">
                <SearchBox address={address} box={search} />
              </div>
            </div>
            <KeepPlace rows={meetings.data} list={list}>
              <MeetingList {...{ query: meetings, address, status, formats, nowMs, list }} />
            </KeepPlace>
            <p className="mt-2 text-xs text-muted">Times are shown in {formats.timeZone}.</p>
          </section>
        </main>
        <footer className="mt-8 flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line pt-4 text-xs text-muted">
          <span>Keys: S check now · / search · J and K walk · Enter open · Esc close</span>
          <button
            type="button"
            onClick={shortcuts.toggle}
            className="min-h-6 cursor-pointer underline underline-offset-2"
          >
            {shortcuts.isOn ? 'Turn keys off' : 'Turn keys on'}
          </button>
          <a href="/docs" className="ml-auto underline underline-offset-2">
            API
          </a>
        </footer>
      </div>
      <Announcer state={sync.state} words={words} />
      {meetingId !== undefined && (
        <Drawer
          {...{ id: meetingId, formats, nowMs }}
          hasShortcuts={shortcuts.isOn}
          close={() => show(undefined, 'push')}
          next={beside(1)}
          previous={beside(-1)}
          open={(id) => show(id, 'push')}
        />
      )}
    </>
  )
}

/**
 * Rows are asked for again as soon as a run may have changed them. While changes are told the list needs no such guess;
 * the open meeting does, for the history holds only what its row shows.
 */
function useRenewal(mark: string, isLive: boolean): void {
  const queries = useQueryClient()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the mark is the reason to ask again
  useEffect(() => {
    if (!isLive) queries.invalidateQueries({ queryKey: ['meetings'] })
    queries.invalidateQueries({ queryKey: ['meeting'] })
  }, [mark, isLive, queries])
}

/** Moves the focus to the next or previous meeting of the list. */
function focusStep(list: HTMLElement | null, by: 1 | -1): void {
  const links = [...(list?.querySelectorAll<HTMLElement>('[data-meeting]') ?? [])]
  const at = links.findIndex((link) => link.isSameNode(document.activeElement))
  const target = at < 0 ? links[0] : links[at + by]
  target?.focus()
}
