/** What a page names that must exist. */
export type Reference = { kind: 'path' | 'script' | 'command'; name: string }

const TOP =
  /^(?:\.\/)?((?:packages|tests|benchmarks|docs|scripts|examples|\.ci)\/\S*|[\w.-]+\.(?:md|json|ts|cjs))$/

/**
 * Reads the paths and commands out of a Markdown page: inline code and code blocks, and links to files.
 * A path with a placeholder (`routes/<noun>/<verb>.ts`, `docs/**`) stands for the folder before it.
 */
export function referencesIn(markdown: string): Reference[] {
  const code = [...markdown.matchAll(/```[^\n]*\n([\s\S]*?)```|`([^`\n]+)`/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  )
  const prose = markdown.replace(/```[\s\S]*?```|`[^`\n]+`/g, '')
  const links = [...prose.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].map((match) => match[1] ?? '')
  const found = new Map<string, Reference>()
  const add = (kind: Reference['kind'], name: string) => found.set(`${kind} ${name}`, { kind, name })
  for (const link of links) if (!/^[a-z]+:/.test(link)) add('path', link)
  for (const text of code) {
    for (const [, name] of text.matchAll(/\bnpm run ([\w:-]+)/g)) add('script', name ?? '')
    for (const [, name] of text.matchAll(/\bnpm (start|test)\b/g)) add('script', name ?? '')
    for (const [, name] of text.matchAll(/\bnpx calendly-sync ([a-z][\w-]*)/g)) add('command', name ?? '')
    for (const word of text.split(/[\s"'(),;=]+/)) {
      const [, path] = TOP.exec(word.replace(/[.:]+$/, '')) ?? []
      if (path) add('path', withoutPlaceholder(path))
    }
  }
  return [...found.values()]
}

function withoutPlaceholder(path: string): string {
  const placeholder = path.search(/[<*{…]|NNNN/)
  return placeholder < 0 ? path : path.slice(0, path.lastIndexOf('/', placeholder) + 1)
}
