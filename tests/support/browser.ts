import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/**
 * Launches a headless Chromium: CHROMIUM_PATH, the system's, or playwright's own. As root on Debian it is installed when
 * there is none. The caller closes it.
 */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium() ?? installChromium(), args: QUIET })
}

// No sandbox: tests run as root in containers. The rest keeps Chromium from talking to anybody but our pages.
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The shell first: the same engine without the windows, and a third less work for the machine. */
const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
]
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'

function findChromium(): string | null {
  const named = process.env.CHROMIUM_PATH
  if (named && !existsSync(named)) throw new Error(`CHROMIUM_PATH is ${named}, but there is no such file.`)
  if (named) return named
  const search = NAMES.map((name) => `command -v ${name}`).join(' || ')
  const found = spawnSync('/bin/sh', ['-c', search], { encoding: 'utf8' }).stdout.trim()
  return [found, MAC, chromium.executablePath()].find((file) => file !== '' && existsSync(file)) ?? null
}

function installChromium(): string {
  const isDebian = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (isDebian) {
    // Several test files may get here at once: one installs, the others wait and find it.
    const script = `flock 9; command -v chromium-headless-shell >/dev/null || {
      apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium-headless-shell; }`
    spawnSync('/bin/sh', ['-c', `exec 9>/tmp/calendly-sync-chromium.lock; ${script}`], { stdio: 'ignore' })
  }
  const installed = findChromium()
  if (installed) return installed
  throw new Error(
    'The browser tests need Chromium. Install it (Debian: apt-get install chromium-headless-shell) or set CHROMIUM_PATH to its program.',
  )
}
