import { type Formats, readerFormats } from '../time/formats.ts'
import { currentHost, onHostChange } from './host.ts'
import { openSession, type Session, type Snapshot } from './session.ts'
import { sheet } from './style.ts'

const RETELL_MS = 10_000
const sessions = new Map<unknown, Session>()

/** All elements of a page share one session, until the page says anew who asks whom. */
function sharedSession(): Session {
  const host = currentHost()
  const known = sessions.get(host)
  if (known) return known
  const opened = openSession(host)
  sessions.clear()
  sessions.set(host, opened)
  return opened
}

/** What the three elements have in common: a shadow root, a session while they are in the page, words that age. */
export abstract class SyncElement extends HTMLElement {
  protected readonly root: ShadowRoot
  readonly #formats: Formats = readerFormats()
  #session: Session | undefined
  #leave: (() => void) | undefined

  constructor() {
    super()
    this.root = this.attachShadow({ mode: 'open' })
    this.root.adoptedStyleSheets = [sheet()]
  }

  /** Shows what is known now. Called often: it changes only what differs. */
  protected abstract render(snapshot: Snapshot, formats: Formats, nowMs: number): void

  protected get session(): Session {
    this.#session ??= sharedSession()
    return this.#session
  }

  connectedCallback(): void {
    const renew = () => this.render(this.session.read(), this.#formats, Date.now())
    let stop = this.session.subscribe(renew)
    const timer = setInterval(renew, RETELL_MS)
    const forget = onHostChange(() => {
      stop()
      this.#session = undefined
      stop = this.session.subscribe(renew)
      renew()
    })
    this.#leave = () => {
      forget()
      clearInterval(timer)
      stop()
    }
    renew()
  }

  disconnectedCallback(): void {
    this.#leave?.()
    this.#session = undefined
  }
}

/** Builds an element; what comes from outside is text, never markup. */
export function build<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>>,
  ...inside: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  element.append(...inside)
  return element
}
