import type { Meeting } from '../api/types.ts'
import { groupByDay } from '../meetings/group-by-day.ts'
import { rowWords, safeUrl } from '../meetings/words.ts'
import type { Formats } from '../time/formats.ts'
import { build, SyncElement } from './element.ts'
import type { Snapshot } from './session.ts'

/** `<calendly-sync-upcoming limit="5">`: the next meetings, by days in the reader's zone. */
export class UpcomingElement extends SyncElement {
  #shown = ''

  protected render(snapshot: Snapshot, formats: Formats, nowMs: number): void {
    const limit = Math.max(1, Number(this.getAttribute('limit')) || 5)
    const meetings = snapshot.upcoming?.slice(0, limit)
    // Rows that have not changed are not drawn again: the focus stays on its link.
    const shown = JSON.stringify([
      meetings ?? null,
      formats.dayKey(nowMs),
      snapshot.trouble?.message,
      snapshot.status?.problem,
    ])
    if (shown === this.#shown) return
    this.#shown = shown
    const list = build('div', { class: 'list', part: 'list' })
    if (!meetings) list.append(emptyWords(snapshot.trouble?.message ?? 'Loading meetings…'))
    else if (meetings.length === 0) list.append(emptyWords(reasonOf(snapshot)))
    else
      list.append(
        ...groupByDay(meetings, formats).map(({ key, meetings: ofDay }) => {
          const at = ofDay[0]?.startTime ?? key
          const near = formats.nearDay(at, nowMs)
          const title = near ? `${near} · ${formats.longDate(at)}` : formats.longDate(at)
          return build(
            'section',
            { 'aria-label': title },
            build('h3', { part: 'day' }, title),
            build('ul', {}, ...ofDay.map((meeting) => row(meeting, formats))),
          )
        }),
      )
    this.root.replaceChildren(list)
  }
}

function row(meeting: Meeting, formats: Formats): HTMLElement {
  const [title, below] = rowWords(meeting)
  const url = safeUrl(meeting.joinUrl)
  const link = url && build('a', { href: url, target: '_blank', rel: 'noreferrer noopener' }, 'Join')
  return build(
    'li',
    { part: 'meeting', 'data-meeting': meeting.id },
    build(
      'time',
      { datetime: meeting.startTime },
      `${formats.time(meeting.startTime)} – ${formats.time(meeting.endTime)}`,
    ),
    build(
      'div',
      {},
      build('p', { class: 'who' }, title),
      build('p', { class: 'muted' }, below, ...(link ? [' · ', link] : [])),
    ),
  )
}

function emptyWords(words: string): HTMLElement {
  return build('p', { class: 'empty muted', part: 'empty' }, words)
}

/** An empty list says why. */
function reasonOf({ status }: Snapshot): string {
  if (status?.problem) return `${status.problem.message} ${status.problem.nextStep}`
  if (status && status.completeAsOf === null)
    return 'The first import has not ended. Meetings appear here as they arrive.'
  return 'No upcoming meetings.'
}
