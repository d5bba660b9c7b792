import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { expect, test } from 'vitest'
import { readConfig } from '../../packages/server/src/config.ts'
import { serve } from '../../packages/server/src/main.ts'
import { createTestDatabase } from '../support/database.ts'
import { startServer } from '../support/server.ts'
import { getJson, imported, listLog, startInstallation, until } from './support/installation.ts'

const program = fileURLToPath(new URL('../../packages/server/bin/calendly-sync.js', import.meta.url))

/* Each has a database of its own, and mostly waits: side by side. */
test.concurrent('a database that is away at the start is waited for, and one that goes away later too', async () => {
  const database = await createTestDatabase({ migrated: false })
  const gate = await openGate(database.connectionString)
  await gate.shut()
  const server = await startInstallation({
    isReady: false,
    environment: { DATABASE_URL: gate.connectionString },
  })
  try {
    const ready = () => getJson(`${server.url}/readyz`)
    const isReady = ({ status }: { status: number }) => status === 200
    expect(await ready()).toMatchObject({ status: 503, body: { code: 'database_unavailable' } })
    expect((await getJson(`${server.url}/livez`)).status).toBe(200)
    const refused = await getJson(`${server.url}/api/meetings`)
    expect(refused).toMatchObject({ status: 503, body: { code: 'database_unavailable' } })
    expect(refused.headers.get('retry-after')).toBe('5')
    await until(
      async () => server.log.join('\n'),
      (log) => log.includes('The database does not answer'),
    )
    await gate.open()
    await until(ready, isReady)
    await imported(server)
    await gate.shut()
    await until(ready, ({ status }) => status === 503)
    expect((await getJson(`${server.url}/api/calendly/status`)).status).toBe(503)
    const metrics = await (await fetch(`${server.url}/metrics`)).text()
    expect(metrics).toContain('calendly_sync_database_up 0')
    await gate.open()
    await until(ready, isReady)
    const sync = () => getJson(`${server.url}/api/calendly/sync`, { method: 'POST' })
    expect(await until(sync, isReady)).toMatchObject({ body: { success: true } })
  } finally {
    expect(await server.stop()).toBe(0)
    await gate.close()
    await database.drop()
  }
})

test.concurrent('a table of somebody else’s ends the start with 78, names the way out and is not touched', async () => {
  const database = await createTestDatabase({ migrated: false })
  const client = new pg.Client({ connectionString: database.connectionString })
  await client.connect()
  await client.query('CREATE TABLE meetings (id int, title text)')
  const lines: string[] = []
  const { config } = readConfig(
    { PORT: '0', DATABASE_URL: database.connectionString, CALENDLY_PERSONAL_ACCESS_TOKEN: 'x' },
    false,
  )
  expect(await serve({ config, log: listLog(lines), signal: new AbortController().signal })).toBe(78)
  expect(lines.join('\n')).toContain('calendly-sync migrate --adopt')
  const { rows } = await client.query(
    "SELECT table_schema, table_name FROM information_schema.tables WHERE table_schema IN ('public', 'calendly_sync')",
  )
  expect(rows.filter((row) => row.table_schema === 'public')).toEqual([
    { table_schema: 'public', table_name: 'meetings' },
  ])
  await client.end()
  await database.drop()
})

test.concurrent('a port that is taken ends the start with 78 and says so', async () => {
  const taken = await listenOnAnyPort(() => {})
  const lines: string[] = []
  const database = await createTestDatabase({ migrated: false })
  const environment = {
    PORT: String(portOf(taken)),
    DATABASE_URL: database.connectionString,
    CALENDLY_PERSONAL_ACCESS_TOKEN: 'x',
  }
  const { config } = readConfig(environment, false)
  expect(await serve({ config, log: listLog(lines), signal: new AbortController().signal })).toBe(78)
  expect(lines.join('\n')).toContain('another process listens there')
  taken.close()
  await database.drop()
})

test.concurrent('the process tells all faults of its configuration and ends with 78', async () => {
  const { exitCode, printed } = await run(['serve'], {
    PORT: 'x',
    SYNC_INTERVAL_MINUTES: '0',
    AUTH_MODE: 'accounts',
  })
  expect(exitCode).toBe(78)
  for (const words of ['PORT must be', 'SYNC_INTERVAL_MINUTES must be', 'PUBLIC_URL is needed'])
    expect(printed).toContain(words)
})

test.concurrent('without credentials the process shows the demo, logs what operators grep for, and finds it again', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'calsync-life-'))
  const environment = { DATA_DIR: dataDir, LOG_FORMAT: 'pretty', SYNC_STARTUP_DELAY_SECONDS: '1' }
  try {
    const first = await startServer(environment)
    await imported(first)
    const { body } = await getJson(`${first.url}/api/meetings?view=upcoming`)
    expect(body.data).not.toEqual([])
    await until(
      async () => first.output(),
      (output) => output.includes('✅ [Scheduled Sync] Completed:'),
    )
    const lines = first.output().split('\n')
    expect(lines).toContain('🔄 [Scheduled Sync] Starting automatic Calendly sync...')
    expect(lines).toContain('📊 [Scheduled Sync] Found 1 user(s) to sync')
    expect(lines).toContain('⏰ Next sync in 15 minutes')
    expect(first.output()).toMatch(
      /^ {2}🔄 Syncing for user [0-9a-f-]{36} \(clara@falkenberg-partner.example\)\.\.\.$/m,
    )
    expect(first.output()).toMatch(/^ {2}✅ User [0-9a-f-]{36}: \d+ new, \d+ updated$/m)
    await first.stop()

    const again = await startServer(environment)
    expect((await getJson(`${again.url}/api/calendly/status`)).body).toMatchObject({
      demo: true,
      connected: true,
    })
    const { body: after } = await getJson(`${again.url}/api/meetings?view=upcoming`)
    expect(after.data).toEqual(body.data)
    await again.stop()
  } finally {
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
}, 120_000)

function run(
  words: readonly string[],
  environment: Record<string, string>,
): Promise<{ exitCode: number | null; printed: string }> {
  const child = spawn(process.execPath, [program, ...words], {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      printed += chunk
    })
  }
  return new Promise((resolve) => child.once('close', (exitCode) => resolve({ exitCode, printed })))
}

/** A way to the database that can be cut: open connections too. */
async function openGate(connectionString: string) {
  const socketFolder = new URL(connectionString).searchParams.get('host') ?? ''
  const sockets = new Set<Socket>()
  let isOpen = true
  const server = await listenOnAnyPort((near) => {
    const far = connect(path.join(socketFolder, '.s.PGSQL.5432'))
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        near.destroy()
        far.destroy()
      })
    }
    if (!isOpen) near.destroy()
    near.pipe(far).pipe(near)
  })
  const url = new URL(connectionString)
  url.searchParams.delete('host')
  url.host = `127.0.0.1:${portOf(server)}`
  return {
    connectionString: url.href,
    open: async () => {
      isOpen = true
    },
    shut: async () => {
      isOpen = false
      for (const socket of sockets) socket.destroy()
      sockets.clear()
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

function listenOnAnyPort(onSocket: (socket: Socket) => void): Promise<Server> {
  const server = createServer(onSocket)
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}
