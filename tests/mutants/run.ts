import { spawnSync } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { type Copy, makeCopy } from './copy.ts'
import type { Mutant } from './mutant.ts'
import { mutants } from './mutants.ts'

/*
 * Puts each fault of mutants.ts into a copy of the project and runs the test that must notice it: `npm run prove -- mutants`,
 * with words of a name behind it for some of them only. First every such test must pass on the sound copy.
 *
 *   caught    the test failed, as it should
 *   SURVIVED  it passed: the test is too weak
 *   BROKEN    it failed before it could judge: the mutant is no program, or a statement is no SQL
 */
type Outcome = 'caught' | 'SURVIVED' | 'BROKEN'

const noJudgement = /syntax error|does not exist|is ambiguous|Transform failed|SyntaxError|ReferenceError/
const wanted = process.argv.slice(2).join(' ')
const chosen = mutants.filter((mutant) => mutant.name.includes(wanted))
const copy = await makeCopy()
try {
  const soundIn = new Set(chosen.map(({ caughtBy }) => caughtBy.file))
  const { ran, failed, messages } = await runTests(copy, [...soundIn], '')
  if (ran === 0 || failed !== 0)
    throw new Error(`The tests must pass before they can catch anything:\n${messages.slice(0, 3).join('\n')}`)
  const outcomes: Outcome[] = []
  for (const mutant of chosen) {
    const outcome = await judge(copy, mutant)
    outcomes.push(outcome)
    console.log(`${outcome.padEnd(8)}  ${mutant.name}`)
  }
  const caught = outcomes.filter((outcome) => outcome === 'caught').length
  console.log(
    `${caught} of ${chosen.length} mutants caught (${((100 * caught) / chosen.length).toFixed(1)} %)`,
  )
  process.exitCode = caught === chosen.length ? 0 : 1
} finally {
  await copy.remove()
}

async function judge(copy: Copy, { edit, caughtBy }: Mutant): Promise<Outcome> {
  const mend = await copy.spoil(edit)
  const { ran, failed, messages } = await runTests(copy, [caughtBy.file], caughtBy.title)
  await mend()
  if (ran === 0 || messages.some((message) => noJudgement.test(message))) return 'BROKEN'
  return failed > 0 ? 'caught' : 'SURVIVED'
}

interface Report {
  readonly numFailedTests: number
  readonly numPassedTests: number
  readonly testResults: readonly {
    readonly message?: string
    readonly assertionResults: readonly { readonly failureMessages?: readonly string[] }[]
  }[]
}

async function runTests({ folder }: Copy, files: readonly string[], title: string) {
  const output = path.join(folder, 'report.json')
  await rm(output, { force: true })
  const vitest = path.join(folder, 'node_modules/vitest/vitest.mjs')
  const options = ['--reporter', 'json', '--outputFile', output, '--testTimeout', '120000']
  const narrowed = title === '' ? [] : ['-t', title]
  spawnSync(process.execPath, [vitest, 'run', ...options, ...narrowed, ...files], {
    cwd: folder,
    stdio: 'ignore',
  })
  const report: Report = JSON.parse(await readFile(output, 'utf8'))
  const messages = report.testResults.flatMap((file) => [
    file.message ?? '',
    ...file.assertionResults.flatMap((test) => test.failureMessages ?? []),
  ])
  const failed = report.numFailedTests
  return {
    ran: failed + report.numPassedTests,
    failed,
    messages: messages.filter((message) => message !== ''),
  }
}
