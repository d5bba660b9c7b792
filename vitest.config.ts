import { defineConfig } from 'vitest/config'
import { InTurns } from './tests/support/in-turns.ts'

const source = { resolve: { conditions: ['source'] }, ssr: { resolve: { conditions: ['source'] } } }

// Two projects: `pure` needs nothing and runs inside `npm run check`; `whole` brings its own Postgres and browser.
export default defineConfig({
  test: {
    sequence: { sequencer: InTurns },
    projects: [
      {
        ...source,
        test: {
          name: 'pure',
          sequence: { groupOrder: 1 },
          // Nothing to keep apart: no state outlives a pure test. Half the time of a process per file.
          pool: 'threads',
          isolate: false,
          testTimeout: 30_000,
          include: ['packages/*/src/**/*.test.ts', 'tests/architecture/**/*.test.ts'],
          exclude: ['**/*.pg.test.ts', '**/*.http.test.ts', '**/node_modules/**', '**/dist/**'],
        },
      },
      {
        ...source,
        test: {
          name: 'whole',
          sequence: { groupOrder: 2 },
          // A process runs many files: nothing is mocked and what a file opens it closes, so there is nothing to keep apart
          // but time. A quarter of a second less for each file.
          isolate: false,
          include: ['packages/*/src/**/*.{pg,http}.test.ts', 'tests/**/*.test.ts'],
          exclude: ['tests/architecture/**', '**/node_modules/**', '**/dist/**'],
          globalSetup: ['tests/support/built.ts', 'tests/support/postgres-cluster.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // What is waited for comes when the machine gets to it.
          expect: { poll: { timeout: 20_000, interval: 100 } },
          // For two cores: most of these tests wait most of the time. With five at once the cores are busy for 93 % of a run;
          // with four they were for 90 %, since pages close with their tests.
          maxWorkers: 5,
          // On a machine that is shared a wait may end too late: tried once more there, and named in the report as flaky, to be
          // mended. Nobody's own run forgives anything.
          retry: process.env.CI ? 1 : 0,
        },
      },
    ],
  },
})
