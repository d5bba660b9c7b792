import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { type Reference, referencesIn } from './doc-references.ts'
import { filesBelow, ROOT } from './source-files.ts'

const PAGES = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md'].filter((page) => existsSync(path.join(ROOT, page))),
  ...filesBelow('docs', /\.md$/),
  ...filesBelow('examples', /\.md$/),
]

test('every path and command that the docs name exists', () => {
  const missing = PAGES.flatMap((page) =>
    referencesIn(readFileSync(path.join(ROOT, page), 'utf8'))
      .filter((reference) => !exists(page, reference))
      .map(({ kind, name }) => `${page}: ${kind} ${name}`),
  )
  expect(missing).toEqual([])
})

test('finds paths, scripts, commands and links in a page', () => {
  const page = [
    'Run `npm run check`, then `npm test`. See [the guide](docs/guide.md#start) and [Node](https://nodejs.org).',
    'Routes are `packages/server/src/http/routes/<noun>/<verb>.ts`; settings are in `biome.json`.',
    '```sh',
    'npx calendly-sync backfill --days 30',
    '```',
  ].join('\n')
  expect(referencesIn(page)).toEqual([
    { kind: 'path', name: 'docs/guide.md' },
    { kind: 'script', name: 'check' },
    { kind: 'script', name: 'test' },
    { kind: 'path', name: 'packages/server/src/http/routes/' },
    { kind: 'path', name: 'biome.json' },
    { kind: 'command', name: 'backfill' },
  ])
})

function exists(page: string, { kind, name }: Reference): boolean {
  if (kind === 'script') return name in packageScripts()
  if (kind === 'command') return existsSync(path.join(ROOT, 'packages/server/src/cli/commands', `${name}.ts`))
  return existsSync(path.join(ROOT, name)) || existsSync(path.join(ROOT, path.dirname(page), name))
}

function packageScripts(): Record<string, string> {
  const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  return scripts
}
