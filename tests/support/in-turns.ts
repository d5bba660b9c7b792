import { readFileSync } from 'node:fs'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * The order of test files. Those with a browser keep a core busy, the others wait most of the time: taken in turns over the
 * whole run, so that neither the cores nor the workers are all idle at any time of it. Within each kind as vitest has it:
 * what took long, or is large, first; and before that what `npm run prove` makes longer, which is never short.
 */
export class InTurns extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const busy = sorted.filter(({ moduleId }) => moduleId.includes('/tests/browser/'))
    const others = sorted.filter((file) => !busy.includes(file))
    return [...spread(longestFirst(busy)), ...spread(longestFirst(others))]
      .sort((one, other) => one.at - other.at)
      .map(({ file }) => file)
  }
}

function longestFirst(files: readonly TestSpecification[]): TestSpecification[] {
  const isLong = new Set(
    files.filter(({ moduleId }) => readFileSync(moduleId, 'utf8').includes('process.env.PROVE')),
  )
  return [...isLong, ...files.filter((file) => !isLong.has(file))]
}

/** Where in the run each belongs, from 0 to 1. */
function spread(files: readonly TestSpecification[]) {
  return files.map((file, index) => ({ file, at: index / files.length }))
}
