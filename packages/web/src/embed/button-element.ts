import { syncState } from '../sync/state.ts'
import { type SyncWords, syncWords } from '../sync/words.ts'
import type { Formats } from '../time/formats.ts'
import { build, SyncElement } from './element.ts'
import { type Snapshot, wouldJoin } from './session.ts'

const TURNING = ['queued', 'running', 'waiting']

/** `<calendly-sync-button>`: checks Calendly now, and says what came of it. */
export class ButtonElement extends SyncElement {
  readonly #button = build('button', { type: 'button', part: 'button' }, 'Sync Calendly')
  readonly #words = build('div', { part: 'result' })
  readonly #announced = build('p', { role: 'status', class: 'announce' })
  #isJoined = false
  #lastState = ''

  constructor() {
    super()
    this.root.append(this.#button, this.#words, this.#announced)
    this.#button.addEventListener('click', () => {
      this.#isJoined = wouldJoin(this.session.read())
      this.session.sync()
    })
  }

  protected render(snapshot: Snapshot, formats: Formats, nowMs: number): void {
    const { press, runs, status } = snapshot
    const state = syncState(press, runs)
    const words = syncWords(state, status, formats, nowMs)
    const isTurning = TURNING.includes(state.name)
    this.dataset['state'] = state.name
    this.#button.textContent = isTurning ? 'Checking Calendly' : 'Sync Calendly'
    this.#isJoined &&= wouldJoin(snapshot)
    const lines = this.#isJoined ? [...words.lines, 'You joined the check under way.'] : words.lines
    this.#words.replaceChildren(
      ...lines.map((line, index) => lineOf(line, index === 0 ? words.tone : 'plain')),
    )
    if (state.name !== this.#lastState)
      this.#announced.textContent = isTurning || state.name === 'idle' ? '' : words.lines.join(' ')
    this.#lastState = state.name
  }
}

function lineOf(line: string, tone: SyncWords['tone']): HTMLElement {
  return build('p', { class: tone === 'plain' ? 'muted' : tone }, line)
}
