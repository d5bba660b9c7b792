#!/usr/bin/env node
// Inside a checkout the code may not have been built yet, or be older than its source.
import { existsSync } from 'node:fs'

const build = new URL('../../../scripts/build.mjs', import.meta.url)
if (existsSync(build)) {
  const { ensureBuilt } = await import(build.href)
  await ensureBuilt({ quiet: true })
}
const { main } = await import('../dist/cli.js')
await main(process.argv)
