import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'

/** The root of the checkout. */
export const ROOT = path.resolve(import.meta.dirname, '../..')

const SKIPPED = new Set(['node_modules', 'dist', 'data', 'coverage', 'generated', 'fixtures', '.git'])

/** Files below `folder` whose name matches, as paths from the root with forward slashes, sorted. */
export function filesBelow(folder: string, name: RegExp): string[] {
  const absolute = path.join(ROOT, folder)
  if (!existsSync(absolute)) return []
  return readdirSync(absolute, { withFileTypes: true })
    .flatMap((entry) => {
      const file = path.posix.join(folder, entry.name)
      if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : filesBelow(file, name)
      return entry.isFile() && name.test(entry.name) ? [file] : []
    })
    .sort()
}
