import { describeFreshness, unrenewed } from '../freshness/sentence.ts'
import type { Formats } from '../time/formats.ts'
import { build, SyncElement } from './element.ts'
import type { Snapshot } from './session.ts'

/** `<calendly-sync-status>`: is the list complete, and up to when. */
export class StatusElement extends SyncElement {
  protected render({ status, runs, trouble }: Snapshot, formats: Formats, nowMs: number): void {
    if (!status) {
      const words = trouble ? trouble.message : 'Asking whether the list is complete…'
      this.root.replaceChildren(build('p', { part: 'sentence', class: 'muted' }, words))
      return
    }
    const told = describeFreshness(status, runs, formats, nowMs)
    const { tone, label, sentence, notes } = trouble ? unrenewed(told, nowMs, formats) : told
    this.dataset['tone'] = tone
    this.root.replaceChildren(
      build('p', { part: 'label', class: `label ${tone}` }, `${SIGNS[tone]} ${label}`),
      build('p', { part: 'sentence' }, sentence),
      ...notes.map((note) => build('p', { part: 'note', class: 'muted' }, note)),
    )
  }
}

/** A sign beside the word: colour alone says nothing. */
const SIGNS = { good: '✓', busy: '↻', late: '◷', bad: '⚠' } as const
