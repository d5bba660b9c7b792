#!/usr/bin/env node
import { existsSync } from 'node:fs'

// In a checkout the sources lie beside us and are built when they changed; an installed package brings its dist.
if (existsSync(new URL('../src', import.meta.url))) {
  const { ensureBuilt } = await import('../../../scripts/build.mjs')
  await ensureBuilt({ quiet: true }).catch((error) => {
    console.error(error.message)
    process.exit(1)
  })
}
await import('../dist/cli/main.js')
