/** The parts of an OpenAPI operation that the page shows; anything else in it is left alone. */
interface Operation {
  readonly summary?: string
  readonly description?: string
  readonly tags?: readonly string[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content?: Content }
  readonly responses?: Readonly<Record<string, { readonly content?: Content }>>
}

interface Parameter {
  readonly name: string
  readonly in: string
  readonly description?: string
  readonly schema?: object
}

type Content = Readonly<Record<string, { readonly schema?: object }>>

interface ApiDocument {
  readonly info: {
    readonly title: string
    readonly version: string
    readonly description?: string | undefined
  }
  readonly paths?: object | undefined
  readonly components?: { readonly schemas?: object | undefined } | undefined
}

/** Renders the document as one page without scripts, so that the strictest policy holds for it. */
export function docsPage(document: ApiDocument): string {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]: [string, object]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      method,
      operation: asOperation(operation),
    })),
  )
  const tags = [...new Set(operations.flatMap(({ operation }) => operation.tags ?? ['Other']))]
  const sections = tags.map(
    (tag) =>
      `<section><h2>${escapeHtml(tag)}</h2>${operations
        .filter(({ operation }) => (operation.tags ?? ['Other']).includes(tag))
        .map(({ path, method, operation }) => showOperation(path, method, operation))
        .join('')}</section>`,
  )
  const { title, version, description = '' } = document.info
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/docs/docs.css"></head>
<body><main><h1>${escapeHtml(title)} <small>${escapeHtml(version)}</small></h1><p>${escapeHtml(description)}</p>
<p>The document itself: <a href="/openapi.json">/openapi.json</a></p>${sections.join('')}
<section><h2>Shapes</h2>${Object.entries(document.components?.schemas ?? {})
    .map(
      ([name, schema]) =>
        `<details id="${escapeHtml(name)}"><summary>${escapeHtml(name)}</summary>${json(schema)}</details>`,
    )
    .join('')}</section></main></body></html>`
}

/** The document is our own and was checked against OpenAPI by a test. */
function asOperation(operation: unknown): Operation {
  return operation as Operation
}

function showOperation(path: string, method: string, operation: Operation): string {
  const parameters = (operation.parameters ?? []).map(
    (parameter) =>
      `<tr><td><code>${escapeHtml(parameter.name)}</code></td><td>${parameter.in}</td><td>${escapeHtml(parameter.description ?? '')} ${json(parameter.schema ?? {})}</td></tr>`,
  )
  const bodies = Object.entries(operation.requestBody?.content ?? {}).map(
    ([type, { schema }]) => `<h3>Body <small>${escapeHtml(type)}</small></h3>${json(schema ?? {})}`,
  )
  const answers = Object.entries(operation.responses ?? {}).flatMap(([status, { content = {} }]) =>
    Object.entries(content).map(
      ([type, { schema }]) =>
        `<h3>${escapeHtml(status)} <small>${escapeHtml(type)}</small></h3>${json(schema ?? {})}`,
    ),
  )
  return `<details><summary><code>${method.toUpperCase()} ${escapeHtml(path)}</code> ${escapeHtml(operation.summary ?? '')}</summary>
<p>${escapeHtml(operation.description ?? '')}</p>
${parameters.length > 0 ? `<table>${parameters.join('')}</table>` : ''}${bodies.join('')}${answers.join('')}</details>`
}

/** A shape as text; a reference leads to where the shape is shown. */
function json(value: unknown): string {
  const text = escapeHtml(JSON.stringify(value, null, 1))
  return `<pre>${text.replace(/#\/components\/schemas\/(\w+)/g, '<a href="#$1">$1</a>')}</pre>`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

export const docsStyle = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
main { max-width: 60rem; margin: 0 auto; padding: 1rem }
summary { cursor: pointer; padding: .35rem 0 }
details { border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent) }
pre { overflow: auto; font-size: 13px; margin: .25rem 0; padding: .5rem; background: color-mix(in srgb, currentColor 7%, transparent) }
td { vertical-align: top; padding-right: 1rem }
small { font-weight: normal; opacity: .7 }
`
