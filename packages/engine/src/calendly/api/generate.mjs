// Writes generated/calendly.ts from calendly.yaml. A test compares the two, so run this after every edit of the yaml.
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import openapiTypescript, { astToString } from 'openapi-typescript'

export async function generate() {
  const description = new URL('./calendly.yaml', import.meta.url)
  return `// Generated from ../calendly.yaml by ../generate.mjs. Do not edit.\n${astToString(await openapiTypescript(description))}`
}

const isScript = process.argv[1] === fileURLToPath(import.meta.url)
if (isScript) await writeFile(new URL('./generated/calendly.ts', import.meta.url), await generate())
