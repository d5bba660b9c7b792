import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { replaced } from './copy.ts'
import { mutants } from './mutants.ts'

const root = path.resolve(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')

test.each(mutants.map((mutant) => [mutant.name, mutant] as const))(
  '%s: still fits the source and names a test',
  (_name, mutant) => {
    const source = read(mutant.edit.file)
    expect(replaced(source, mutant.edit)).not.toBe(source)
    expect(read(mutant.caughtBy.file)).toContain(mutant.caughtBy.title)
  },
)
