import { spawnSync } from 'node:child_process'
import path from 'node:path'

// The whole suite at full size (tests read PROVE=1): hours of interleavings instead of a tenth of them.
const vitest = path.resolve(import.meta.dirname, '../node_modules/vitest/vitest.mjs')
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--testTimeout=3600000', ...process.argv.slice(2)],
  {
    stdio: 'inherit',
    env: { ...process.env, PROVE: '1' },
  },
)
process.exitCode = status ?? 1
