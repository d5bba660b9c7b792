import { runCli } from './program.ts'

// The first signal asks for an orderly end, the second one ends at once (128 + 15, as a shell would say it).
const stopping = new AbortController()
for (const name of ['SIGTERM', 'SIGINT'] as const) {
  process.on(name, () => {
    if (stopping.signal.aborted) process.exit(143)
    stopping.abort()
  })
}

const exitCode = await runCli(process.argv.slice(2), {
  environment: process.env,
  folder: process.cwd(),
  out: process.stdout,
  err: process.stderr,
  isTerminal: process.stdout.isTTY === true,
  signal: stopping.signal,
})
// A connection that is not closed yet must not keep a finished command alive.
process.exit(exitCode)
