import { execFileSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findBinaries, makeRunnable } from './binaries.ts'
import { serverUser } from './server-user.ts'

test('runs from a root-only install without its library links, as the user that the database drops to', async () => {
  const base = await mkdtemp(path.join(tmpdir(), 'calsync-binaries-'))
  onTestFinished(() => rm(base, { recursive: true, force: true }))
  const user = serverUser(path.join(base, 'no-database-yet'))
  const { postgres } = await findBinaries(user)
  const root = path.join(base, 'closed', 'package')
  await mkdir(path.dirname(root), { mode: 0o700 })
  await copyWithoutLinks(path.resolve(postgres, '../../..'), root)
  // A cache that the user may enter: mkdtemp made `base` for us alone.
  const cache = await mkdtemp('/tmp/calsync-cache-')
  onTestFinished(() => rm(cache, { recursive: true, force: true }))
  execFileSync('chmod', ['755', cache])

  const made = await makeRunnable({ root, version: '18.0.0' }, user, [cache])

  expect(made.major).toBe(18)
  expect(made.postgres.startsWith(user ? cache : root)).toBe(true)
  const version = execFileSync(made.postgres, ['--version'], { ...user, cwd: '/', encoding: 'utf8' })
  expect(version).toContain('PostgreSQL')
  expect(await makeRunnable({ root, version: '18.0.0' }, user, [cache])).toEqual(made)
})

test('says so when the program cannot run', async () => {
  const base = await mkdtemp(path.join(tmpdir(), 'calsync-binaries-'))
  onTestFinished(() => rm(base, { recursive: true, force: true }))
  await expect(makeRunnable({ root: base, version: '18.0.0' }, null, [])).rejects.toMatchObject({
    code: 'binary_broken',
    message: expect.stringContaining('DATABASE_URL'),
  })
})

async function copyWithoutLinks(from: string, to: string): Promise<void> {
  const list = JSON.parse(await readFile(path.join(from, 'native/pg-symlinks.json'), 'utf8')) as {
    target: string
  }[]
  const links = new Set(list.map(({ target }) => path.join(from, target)))
  await cp(path.join(from, 'native'), path.join(to, 'native'), {
    recursive: true,
    filter: (file) => !links.has(file) && !file.endsWith('.a'),
  })
}
