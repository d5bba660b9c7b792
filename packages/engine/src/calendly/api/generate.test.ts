import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { generate } from './generate.mjs'

it('finds the generated types as fresh as the description they come from', async () => {
  const committed = await readFile(new URL('./generated/calendly.ts', import.meta.url), 'utf8')
  expect(committed, 'run: node packages/engine/src/calendly/api/generate.mjs').toBe(await generate())
})
