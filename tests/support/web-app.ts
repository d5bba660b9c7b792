import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const SCRIPT = fileURLToPath(new URL('../../scripts/build.mjs', import.meta.url))

/** Builds the web app (and the rest) unless it is newer than its sources; several test files may ask at once. */
export async function buildWebApp(): Promise<void> {
  await promisify(execFile)(process.execPath, [SCRIPT])
}
