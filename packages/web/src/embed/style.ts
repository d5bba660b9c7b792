/**
 * The look, with tokens that the host page may set on the element or above it: `--calendly-sync-accent`, `-on-accent`, `-ink`,
 * `-muted`, `-card`, `-line`, `-good`, `-late`, `-bad`, `-font`, `-radius`. Colours follow the page's `color-scheme`. A
 * constructed sheet, since a strict Content-Security-Policy of the host page forbids inline styles.
 */
const CSS = `
:host {
  --accent: var(--calendly-sync-accent, light-dark(#0b5cad, #7db8f4));
  --on-accent: var(--calendly-sync-on-accent, light-dark(#ffffff, #071a2e));
  --ink: var(--calendly-sync-ink, light-dark(#17212d, #e5eaf0));
  --muted: var(--calendly-sync-muted, light-dark(#55606e, #9ba7b5));
  --card: var(--calendly-sync-card, light-dark(#ffffff, #161d25));
  --line: var(--calendly-sync-line, light-dark(#dde2e8, #2a3541));
  --good: var(--calendly-sync-good, light-dark(#17693e, #74cf9e));
  --late: var(--calendly-sync-late, light-dark(#7c4a00, #ecbc70));
  --bad: var(--calendly-sync-bad, light-dark(#a32222, #f59d9d));
  display: block;
  color: var(--ink);
  font: 0.9375rem / 1.45 var(--calendly-sync-font, inherit);
  overflow-wrap: anywhere;
}
:host([hidden]) { display: none }
p, ul, h3 { margin: 0; padding: 0 }
ul { list-style: none }
a { color: var(--accent); text-underline-offset: 2px }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
.label { font-weight: 600 }
[part=sentence], [part=note] { margin-top: 0.2rem }
[part=result] { margin-top: 0.5rem }
[part=result]:empty { margin: 0 }
.good { color: var(--good) } .busy { color: var(--accent) } .late { color: var(--late) } .bad { color: var(--bad) }
.muted { color: var(--muted); font-size: 0.875rem }
button {
  min-height: 2.5rem; padding: 0.4rem 1rem; border: 0; border-radius: var(--calendly-sync-radius, 6px); cursor: pointer;
  background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600;
}
.list { background: var(--card); border: 1px solid var(--line); border-radius: var(--calendly-sync-radius, 8px) }
.list h3 { padding: 0.4rem 0.9rem; font-size: 0.875rem; color: var(--muted); border-bottom: 1px solid var(--line) }
.list li { display: grid; grid-template-columns: 7.5rem 1fr; gap: 0 1rem; padding: 0.5rem 0.9rem; border-bottom: 1px solid var(--line) }
.list section:last-child li:last-child { border-bottom: 0 }
.list time { font-variant-numeric: tabular-nums }
.list .who { font-weight: 600 }
.empty { padding: 1.5rem 1rem; text-align: center }
.announce { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
@media (max-width: 30rem) { .list li { grid-template-columns: 1fr } }
`

let made: CSSStyleSheet | undefined

export function sheet(): CSSStyleSheet {
  if (!made) {
    made = new CSSStyleSheet()
    made.replaceSync(CSS)
  }
  return made
}
