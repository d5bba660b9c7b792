import { readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { breachOf } from './layers.ts'
import { filesBelow, ROOT } from './source-files.ts'

test('every import in the packages goes down the layers', () => {
  const files = filesBelow('packages', /(?<!\.test)\.tsx?$/).filter((file) => !file.includes('/testing/'))
  expect(files.length).toBeGreaterThan(0)
  const breaches = files.flatMap((file) => {
    const { importedFiles } = ts.preProcessFile(readFileSync(path.join(ROOT, file), 'utf8'), true, true)
    return importedFiles.map(({ fileName }) => breachOf(file, fileName)).filter((breach) => breach !== null)
  })
  expect(breaches).toEqual([])
})

test.each([
  ['packages/engine/src/store/merge.ts', '../calendly/client.ts'],
  ['packages/engine/src/calendly/client.ts', '../store/merge.ts'],
  ['packages/engine/src/resources/invitee.ts', '../flows/tick-pass.ts'],
  ['packages/engine/src/clock.ts', './resources/invitee.ts'],
  ['packages/engine/src/flows/tick-pass.ts', '../index.ts'],
  ['packages/engine/src/flows/tick-pass.ts', 'calendly-sync'],
  ['packages/engine/src/flows/tick-pass.ts', '../../../server/src/config.ts'],
  ['packages/server/src/config.ts', 'calendly-simulator'],
  ['packages/simulator/src/index.ts', 'calendly-sync-engine'],
  ['packages/web/src/app.tsx', 'calendly-sync-engine'],
])('%s may not import %s', (from, specifier) => {
  expect(breachOf(from, specifier)).toContain(from)
})

test.each([
  ['packages/engine/src/index.ts', './sync.ts'],
  ['packages/engine/src/flows/tick-pass.ts', '../store/merge.ts'],
  ['packages/engine/src/flows/tick-pass.ts', './plan.ts'],
  ['packages/engine/src/store/merge.ts', '../errors.ts'],
  ['packages/engine/src/errors.ts', './clock.ts'],
  ['packages/engine/src/store/merge.ts', 'pg'],
  ['packages/server/src/main.ts', 'calendly-sync-engine'],
  ['packages/server/src/demo/start.ts', 'calendly-simulator'],
])('%s may import %s', (from, specifier) => {
  expect(breachOf(from, specifier)).toBeNull()
})
