import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

const ROOT = path.resolve(import.meta.dirname, '..')
const bin = (name) => path.join(ROOT, 'node_modules/.bin', name)

// The server from source, restarted at every change, and the web app with hot reload; Ctrl-C ends both.
const commands = [
  [
    bin('tsx'),
    ['watch', '--conditions=source', 'packages/server/src/cli/main.ts', 'serve', ...process.argv.slice(2)],
  ],
]
if (existsSync(path.join(ROOT, 'packages/web/vite.config.ts'))) {
  commands.push([bin('vite'), ['packages/web', '--clearScreen', 'false']])
}

const children = commands.map(([program, args]) => spawn(program, args, { cwd: ROOT, stdio: 'inherit' }))
const endAll = () => {
  for (const child of children) child.kill('SIGTERM')
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, endAll)
for (const child of children) {
  child.once('exit', (code) => {
    process.exitCode ??= code ?? 0
    endAll()
  })
}
