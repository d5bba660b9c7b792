import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { expect, onTestFinished, test, vi } from 'vitest'
import { attachIfRunning } from './attach.ts'
import { dataFolderOf } from './folder.ts'
import { readPostmasterFile } from './postmaster-file.ts'
import { serverUser } from './server-user.ts'
import { makeSocketFolder } from './socket-folder.ts'
import { startEmbeddedPostgres } from './start.ts'

test('keeps what was written across a stop and a start, with syncing on and no port open', async () => {
  const dataDir = await newDataDir()
  const first = await startEmbeddedPostgres({ dataDir })
  expect(first.owner).toBe(true)
  await query(first.connectionString, 'CREATE TABLE kept AS SELECT 42 AS answer')
  const [settings] = await query(
    first.connectionString,
    `SELECT current_setting('fsync') AS fsync, current_setting('listen_addresses') AS addresses,
            current_database() AS database, current_setting('server_encoding') AS encoding`,
  )
  expect(settings).toEqual({ fsync: 'on', addresses: '', database: 'calendly_sync', encoding: 'UTF8' })
  await first.stop()
  expect(await readPostmasterFile(dataFolderOf(dataDir))).toBeNull()

  const second = await startEmbeddedPostgres({ dataDir })
  expect(second.connectionString).toBe(first.connectionString)
  expect(await query(second.connectionString, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
  await second.stop()
})

test('keeps database and socket closed to other users', async () => {
  const dataDir = await newDataDir()
  const server = await startEmbeddedPostgres({ dataDir })
  for (const folder of [dataFolderOf(dataDir), server.socketDir]) {
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
  }
  await server.stop()
})

test('attaches again to the server that a killed process left behind, and takes it over', async () => {
  const dataDir = await newDataDir()
  const owner = await ownerProcess(dataDir)
  const pid = await serverPid(dataDir)
  const exited = once(owner, 'exit')
  owner.kill('SIGKILL')
  await exited

  const server = await startEmbeddedPostgres({ dataDir })
  expect(await serverPid(dataDir)).toBe(pid)
  await expect.poll(() => server.owner, { timeout: 10_000 }).toBe(true)
  await server.stop()
  expect(await attachIfRunning({ dataDir })).toBeNull()
})

test('lets a second process in as a guest that stops nothing, and hands over to it when the owner leaves', async () => {
  const dataDir = await newDataDir()
  const owner = await startEmbeddedPostgres({ dataDir })
  const passing = await startEmbeddedPostgres({ dataDir })
  expect(passing.owner).toBe(false)
  expect(passing.connectionString).toBe(owner.connectionString)
  await passing.stop()
  const pid = await serverPid(dataDir)

  const guest = await startEmbeddedPostgres({ dataDir })
  await owner.stop()
  expect(await query(guest.connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  expect(await serverPid(dataDir)).toBe(pid)
  await expect.poll(() => guest.owner, { timeout: 10_000 }).toBe(true)
  await guest.stop()
  expect(await attachIfRunning({ dataDir })).toBeNull()
})

test('makes one database when two starts on an empty folder race', async () => {
  const dataDir = await newDataDir()
  const servers = await Promise.all([startEmbeddedPostgres({ dataDir }), startEmbeddedPostgres({ dataDir })])
  expect(servers.map(({ owner }) => owner).sort()).toEqual([false, true])
  for (const { connectionString } of servers) {
    expect(await query(connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  }
  await Promise.all(servers.map((server) => server.stop()))
  expect(await attachIfRunning({ dataDir })).toBeNull()
})

test('brings a server that died back under the same address', async () => {
  const dataDir = await newDataDir()
  const warn = vi.fn()
  const server = await startEmbeddedPostgres({ dataDir, log: { info: () => undefined, warn } })
  process.kill(await serverPid(dataDir), 'SIGKILL')
  await expect
    .poll(() => query(server.connectionString, 'SELECT 1 AS one').catch(() => 'away'), { timeout: 20_000 })
    .toEqual([{ one: 1 }])
  await expect.poll(() => server.owner, { timeout: 10_000 }).toBe(true)
  expect(warn).toHaveBeenCalledWith(expect.stringContaining('went away'))
  await server.stop()
  expect(await attachIfRunning({ dataDir })).toBeNull()
})

test('starts over a pid file whose number belongs to another program by now', async () => {
  const dataDir = await newDataDir()
  await (await startEmbeddedPostgres({ dataDir })).stop()
  const stale = [process.pid, '/old', 1, 5432, '/tmp/none', '', '1 1', 'ready'].join('\n')
  await writeFile(path.join(dataFolderOf(dataDir), 'postmaster.pid'), stale)
  const server = await startEmbeddedPostgres({ dataDir })
  expect(await serverPid(dataDir)).not.toBe(process.pid)
  await server.stop()
})

test('restarts a server whose socket was swept out of the temporary folder', async () => {
  const dataDir = await newDataDir()
  const owner = await ownerProcess(dataDir)
  const found = await attachIfRunning({ dataDir })
  const exited = once(owner, 'exit')
  owner.kill('SIGKILL')
  await exited
  await rm(found?.socketDir ?? '', { recursive: true })
  const server = await startEmbeddedPostgres({ dataDir })
  expect(await query(server.connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  await server.stop()
})

test('takes the server down when its owner ends without stopping it', async () => {
  const dataDir = await newDataDir()
  const owner = await ownerProcess(dataDir)
  const exited = once(owner, 'exit')
  owner.send('exit')
  await exited
  await expect.poll(() => attachIfRunning({ dataDir }), { timeout: 10_000 }).toBeNull()
})

test('only looks when asked to attach: nothing runs, nothing is started', async () => {
  const dataDir = await newDataDir()
  expect(await attachIfRunning({ dataDir })).toBeNull()
  const server = await startEmbeddedPostgres({ dataDir })
  expect(await attachIfRunning({ dataDir })).toEqual({
    connectionString: server.connectionString,
    socketDir: server.socketDir,
  })
  await server.stop()
})

test('leaves a folder of another Postgres version alone and says what to do', async () => {
  const dataDir = await newDataDir()
  await mkdir(dataFolderOf(dataDir), { recursive: true })
  await writeFile(path.join(dataFolderOf(dataDir), 'PG_VERSION'), '15\n')
  await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({
    code: 'folder_version',
    message: expect.stringMatching(/Postgres 15.*Postgres 18.*dump/),
  })
})

test('leaves a folder that holds something else alone', async () => {
  const dataDir = await newDataDir()
  await mkdir(dataFolderOf(dataDir), { recursive: true })
  await writeFile(path.join(dataFolderOf(dataDir), 'thesis.txt'), 'ten years of work')
  await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({ code: 'folder_foreign' })
})

test('names a folder that cannot be written', async () => {
  const dataDir = await newDataDir()
  const file = path.join(dataDir, 'a-file')
  await writeFile(file, '')
  await expect(startEmbeddedPostgres({ dataDir: file })).rejects.toMatchObject({
    code: 'folder_unwritable',
    message: expect.stringContaining(file),
  })
})

/** As everything mkdtemp makes: 0700, so as root the database's own user cannot enter it. */
async function newDataDir(): Promise<string> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'calsync-start-'))
  onTestFinished(async () => {
    const data = dataFolderOf(dataDir)
    const left = await readPostmasterFile(data) // only after a failed test
    if (left && left.pid !== process.pid) process.kill(left.pid, 'SIGQUIT')
    const socketDir = await makeSocketFolder({ data, user: serverUser(data) })
    await rm(socketDir, { recursive: true, force: true })
    await rm(dataDir, { recursive: true, force: true, maxRetries: 10 })
  })
  return dataDir
}

async function serverPid(dataDir: string): Promise<number> {
  const file = await readPostmasterFile(dataFolderOf(dataDir))
  if (!file) throw new Error(`no server runs in ${dataDir}`)
  return file.pid
}

async function query(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** Another process that owns the cluster, ready. */
async function ownerProcess(dataDir: string): Promise<ChildProcess> {
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(new URL('./start.ts', import.meta.url).href)}
    const { owner } = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)} })
    process.on('message', () => process.exit(0))
    process.send({ owner })`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [message] = await once(child, 'message')
  expect(message).toEqual({ owner: true })
  return child
}
