import { spawnSync } from 'node:child_process'
import path from 'node:path'

// The whole suite at full size (tests read PROVE=1): hours of interleavings instead of a tenth of them.
// `prove -- mutants [words of a name]` instead spoils the engine on purpose and counts what the tests notice.
const root = path.resolve(import.meta.dirname, '..')
const [first, ...rest] = process.argv.slice(2)
const mutants = ['--import', 'tsx', 'tests/mutants/run.ts', ...rest]
const suite = ['node_modules/vitest/vitest.mjs', 'run', '--testTimeout=3600000', ...process.argv.slice(2)]
const { status } = spawnSync(process.execPath, first === 'mutants' ? mutants : suite, {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PROVE: first === 'mutants' ? '' : '1' },
})
process.exitCode = status ?? 1
