import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { withLock } from './lock.mjs'

const ROOT = path.resolve(import.meta.dirname, '..')
const STAMP = path.join(ROOT, 'packages/server/dist/.built')
const LOCK = path.join(ROOT, 'node_modules/.calendly-sync-build')
// Every package sees the built types of those before it; those of one row do not know each other.
const ORDER = [['engine', 'simulator'], ['server']]
const ASSETS = /\.(sql|json|html|yaml)$/
const TEST = /\.test\.tsx?$|(^|\/)testing\//

/**
 * Builds engine, simulator, server and web app into their `dist` folders, unless they are newer than their sources.
 * Two processes may call it at once: one builds, the other waits for it.
 *
 * @param {{ quiet?: boolean }} [options] - quiet: one line on stderr when it has to build, nothing else.
 */
export async function ensureBuilt({ quiet = false } = {}) {
  if (isFresh()) return
  await withLock(LOCK, async () => {
    if (isFresh()) return
    console.error('Building calendly-sync (only after a change)…')
    await build(quiet)
  })
}

async function build(quiet) {
  const startedAt = Date.now()
  const fingerprint = fingerprintOfSources()
  rmSync(STAMP, { force: true })
  const web = buildWeb()
  web.catch(() => undefined) // awaited below; the packages' own errors come first
  for (const row of ORDER) await Promise.all(row.filter(hasBuild).map(buildPackage))
  await web
  mkdirSync(path.dirname(STAMP), { recursive: true })
  writeFileSync(STAMP, fingerprint)
  if (!quiet) console.error(`Built in ${((Date.now() - startedAt) / 1000).toFixed(1)} s.`)
}

async function buildPackage(name) {
  const folder = path.join(ROOT, 'packages', name)
  // The native compiler builds in a quarter of tsc's time: a newcomer's first start waits for this.
  await run('@typescript/native-preview/bin/tsgo', [
    '-p',
    path.join(folder, 'tsconfig.build.json'),
    '--pretty',
    'false',
  ])
  const sources = filesIn(path.join(folder, 'src')).filter((file) => !TEST.test(file))
  const assets = sources.filter((file) => ASSETS.test(file))
  for (const file of assets) cpSync(path.join(folder, 'src', file), path.join(folder, 'dist', file))
  prune(path.join(folder, 'dist'), sources, assets)
}

// Overwriting and then pruning, instead of emptying first, leaves a server that runs from dist undisturbed.
function prune(dist, sources, assets) {
  const kept = new Set(assets)
  for (const file of sources) {
    const stem = file.replace(/\.ts$/, '')
    if (stem !== file) for (const end of ['.js', '.js.map', '.d.ts']) kept.add(stem + end)
  }
  for (const file of filesIn(dist)) if (!kept.has(file)) rmSync(path.join(dist, file))
}

async function buildWeb() {
  const folder = path.join(ROOT, 'packages/web')
  if (!existsSync(path.join(folder, 'vite.config.ts'))) return
  const build = ['build', folder, '--logLevel', 'warn']
  await run('vite/bin/vite.js', build)
  await run('vite/bin/vite.js', [...build, '--config', path.join(folder, 'vite.embed.config.ts')])
  await run('@typescript/native-preview/bin/tsgo', ['-p', path.join(folder, 'tsconfig.embed.json')])
}

/** Runs a program of node_modules. Its words are shown only when it fails. */
function run(program, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(ROOT, 'node_modules', program), ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        said += chunk
      })
    }
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve()
      else reject(new BuildError(`${path.basename(program)} ${args.join(' ')} failed:\n${said.trim()}`))
    })
  })
}

class BuildError extends Error {
  name = 'BuildError'
}

function isFresh() {
  const names = ORDER.flat().filter(hasBuild)
  if (!names.every((name) => existsSync(path.join(ROOT, 'packages', name, 'dist')))) return false
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprintOfSources()
}

const hasBuild = (name) => existsSync(path.join(ROOT, 'packages', name, 'tsconfig.build.json'))

/** Names, sizes and times of everything the build reads; a few milliseconds. */
function fingerprintOfSources() {
  const hash = createHash('sha256')
  const take = (file) => {
    const { size, mtimeMs } = statSync(file)
    hash.update(`${path.relative(ROOT, file)} ${size} ${mtimeMs}\n`)
  }
  for (const file of ['package-lock.json', 'tsconfig.base.json', 'scripts/build.mjs'])
    take(path.join(ROOT, file))
  for (const name of [...ORDER.flat(), 'web']) {
    const folder = path.join(ROOT, 'packages', name)
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isFile()) take(path.join(folder, entry.name))
    }
    for (const below of ['src', 'public']) {
      const files = filesIn(path.join(folder, below)).filter((file) => !TEST.test(file))
      for (const file of files) take(path.join(folder, below, file))
    }
  }
  return hash.digest('hex')
}

/** All files below a folder, relative to it, sorted; none when it does not exist. */
function filesIn(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort()
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    await ensureBuilt()
  } catch (error) {
    console.error(error instanceof BuildError ? error.message : error)
    process.exitCode = 1
  }
}
