import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Edit } from './mutant.ts'

const root = path.resolve(import.meta.dirname, '../..')
const ours = ['engine', 'simulator', 'server']
const left = new Set(['node_modules', 'dist', 'data', 'coverage'])

/** A copy of what the tests need, in a temporary folder; the real tree is only read. */
export interface Copy {
  readonly folder: string
  /** Puts the fault in. @throws when its text is not there exactly once. @returns how to take it out again. */
  spoil(edit: Edit): Promise<() => Promise<void>>
  remove(): Promise<void>
}

export async function makeCopy(): Promise<Copy> {
  const folder = await mkdtemp(path.join(tmpdir(), 'calendly-sync-mutants-'))
  const wanted = [
    'package.json',
    'package-lock.json',
    'tsconfig.base.json',
    'tsconfig.json',
    'vitest.config.ts',
    'scripts',
    'tests',
    'packages',
  ]
  for (const name of wanted) {
    const filter = (source: string) => !left.has(path.basename(source))
    await cp(path.join(root, name), path.join(folder, name), { recursive: true, filter })
  }
  await linkModules(folder)
  await allowRemains(path.join(folder, 'tsconfig.base.json'))
  return {
    folder,
    async spoil(edit) {
      const file = path.join(folder, edit.file)
      const text = await readFile(file, 'utf8')
      await writeFile(file, replaced(text, edit))
      return () => writeFile(file, text)
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** @throws when the text is not there exactly once: the mutant no longer fits the source. */
export function replaced(text: string, { file, find, put }: Edit): string {
  const parts = text.split(find)
  if (parts.length !== 2)
    throw new Error(`${file} holds this ${parts.length - 1} times instead of once: ${find}`)
  return parts.join(put)
}

/** What a fault takes away often leaves an import that nobody uses: that is no reason not to be built, and judged. */
async function allowRemains(tsconfig: string): Promise<void> {
  const { compilerOptions } = JSON.parse(await readFile(tsconfig, 'utf8'))
  const lenient = { noUnusedLocals: false, noUnusedParameters: false, allowUnreachableCode: true }
  await writeFile(tsconfig, JSON.stringify({ compilerOptions: { ...compilerOptions, ...lenient } }))
}

/** Everybody else's packages by link; our own are those of the copy. */
async function linkModules(folder: string): Promise<void> {
  const modules = path.join(folder, 'node_modules')
  await mkdir(modules)
  const links = new Map<string, string>()
  for (const name of await readdir(path.join(root, 'node_modules'))) {
    if (!name.startsWith('.')) links.set(name, path.join(root, 'node_modules', name))
  }
  for (const pack of ours) {
    const target = path.join(folder, 'packages', pack)
    const { name }: { name: string } = JSON.parse(await readFile(path.join(target, 'package.json'), 'utf8'))
    links.set(name, target)
    const nested = path.join(root, 'packages', pack, 'node_modules')
    if (existsSync(nested)) await symlink(nested, path.join(target, 'node_modules'))
  }
  for (const [name, target] of links) await symlink(target, path.join(modules, name))
}
