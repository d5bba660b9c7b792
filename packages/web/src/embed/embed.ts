import { ButtonElement } from './button-element.ts'
import { StatusElement } from './status-element.ts'
import { UpcomingElement } from './upcoming-element.ts'

export { configureCalendlySync, type Host } from './host.ts'

/*
 * What a host application loads from `https://<our server>/embed.js`, or from this package: three elements, which need no cookie
 * and no style of the page. docs/guides/embedding.md shows how.
 */

const ELEMENTS = {
  'calendly-sync-status': StatusElement,
  'calendly-sync-button': ButtonElement,
  'calendly-sync-upcoming': UpcomingElement,
}

for (const [name, element] of Object.entries(ELEMENTS))
  if (!customElements.get(name)) customElements.define(name, element)
