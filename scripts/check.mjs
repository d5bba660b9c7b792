import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

const ROOT = path.resolve(import.meta.dirname, '..')
const AT_ONCE = 2
const CODE = ['packages', 'tests', 'benchmarks', 'examples']

// Everything that needs neither database nor browser; the longest first, so that two cores end together.
const STEPS = [
  { name: 'pure tests, layers, docs', command: ['vitest', 'run', '--project', 'pure', '--reporter', 'dot'] },
  { name: 'unused code', command: ['knip', '--no-progress'] },
  {
    name: 'imports',
    command: ['depcruise', ...CODE.filter(isThere), '--output-type', 'err'],
  },
  { name: 'types', command: ['tsgo', '-p', 'tsconfig.json'] },
  {
    name: 'types of the web app',
    command: ['tsgo', '-p', 'packages/web/tsconfig.json'],
    if: 'packages/web/tsconfig.json',
  },
  { name: 'format and lint', command: ['biome', 'ci', '--colors=off'] },
]

const startedAt = Date.now()
const waiting = STEPS.filter((step) => !step.if || isThere(step.if))
const failures = []
await Promise.all(Array.from({ length: AT_ONCE }, worker))
for (const { name, output } of failures) console.log(`\n── ${name}\n${output.trim()}`)
const total = `${seconds(startedAt)} s`
console.log(
  failures.length === 0 ? `\nAll checks passed in ${total}.` : `\n${failures.length} failed, ${total}.`,
)
process.exitCode = failures.length === 0 ? 0 : 1

async function worker() {
  for (let step = waiting.shift(); step; step = waiting.shift()) {
    const began = Date.now()
    const { ok, output } = await run(step.command)
    console.log(`${ok ? '✓' : '✗'} ${step.name.padEnd(28)} ${seconds(began)} s`)
    if (!ok) failures.push({ name: step.name, output })
  }
}

function run([program, ...args]) {
  return new Promise((resolve) => {
    const child = spawn(path.join(ROOT, 'node_modules/.bin', program), args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1' },
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk
      })
    }
    child.once('error', (error) => resolve({ ok: false, output: String(error) }))
    child.once('close', (code) => resolve({ ok: code === 0, output }))
  })
}

function isThere(name) {
  return existsSync(path.join(ROOT, name))
}

function seconds(since) {
  return ((Date.now() - since) / 1000).toFixed(1)
}
