import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Runs `work` while no other process holds the lock file. A lock whose process has died is taken over.
 *
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, work) {
  const token = `${process.pid} ${Date.now()} ${Math.random()}`
  await acquire(file, token)
  try {
    return await work()
  } finally {
    if (holder(file) === token) rmSync(file, { force: true })
  }
}

async function acquire(file, token) {
  for (let wasStale = false; ; ) {
    if (take(file, token)) {
      if (!wasStale) return
      // Two processes may clear the same stale lock, the slower one removing the faster one's: the last writer has it.
      await sleep(200)
      if (holder(file) === token) return
    }
    const other = holder(file)
    wasStale = other !== '' && !isAlive(Number(other.split(' ')[0]))
    if (wasStale && holder(file) === other) rmSync(file, { force: true })
    else await sleep(50)
  }
}

function take(file, token) {
  try {
    writeFileSync(file, token, { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function holder(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}
