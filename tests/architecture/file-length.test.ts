import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { filesBelow, ROOT } from './source-files.ts'

const LONGEST_LINES = 400

/** Files that may be longer, each with its reason. */
const LONGER: Record<string, string> = {}

test('one idea a file: none is longer than 400 lines without a reason', () => {
  const files = ['packages', 'tests', 'benchmarks', 'scripts', 'examples'].flatMap((folder) =>
    filesBelow(folder, /\.(ts|tsx|js|mjs|sql)$/),
  )
  const long = files.filter((file) => lineCount(file) > LONGEST_LINES)
  expect(long.filter((file) => !(file in LONGER))).toEqual([])
  expect(Object.keys(LONGER).filter((file) => !long.includes(file))).toEqual([])
})

const lineCount = (file: string) => readFileSync(path.join(ROOT, file), 'utf8').split('\n').length - 1
