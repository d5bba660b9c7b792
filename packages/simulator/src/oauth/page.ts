/** Says what is wrong with a request that leads nowhere. */
export function errorPage(what: string): string {
  return page('This does not work', `<p>${escaped(what)}</p>`)
}

/** A plain page of Calendly's. @param content - HTML. */
export function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - Calendly Simulator</title>
<link rel="icon" href="data:,">
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
  body { max-width: 32rem; margin: 3rem auto; padding: 0 1.5rem }
  label { display: block; margin: .4rem 0 } fieldset { margin: 1rem 0; border: 1px solid #8884; border-radius: .4rem }
  button, select { font: inherit; padding: .35rem .9rem; margin-right: .5rem }
</style>
<h1>${title}</h1>
${content}
</html>
`
}

/** Text that stands in HTML. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)
}
