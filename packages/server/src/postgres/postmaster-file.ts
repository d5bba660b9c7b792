import * as fs from 'node:fs/promises'
import path from 'node:path'

/** What a running server says about itself in `postmaster.pid` (PostgreSQL source, utils/pidfile.h). */
export type PostmasterFile = {
  pid: number
  port: string
  socketDir: string
  state: 'starting' | 'stopping' | 'ready' | 'unknown'
}

/** @returns null when no server claims the folder (or it has not written its first line yet). */
export async function readPostmasterFile(data: string): Promise<PostmasterFile | null> {
  const text = await fs.readFile(path.join(data, 'postmaster.pid'), 'utf8').catch(() => '')
  return parsePostmasterFile(text)
}

/** Lines: pid, data folder, start time, port, socket folder, listen address, shared memory key, state. */
export function parsePostmasterFile(text: string): PostmasterFile | null {
  const lines = text.split('\n').map((line) => line.trim())
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return null
  const state = lines[7]
  return {
    pid,
    port: lines[3] ?? '',
    socketDir: lines[4] ?? '',
    state: state === 'starting' || state === 'stopping' || state === 'ready' ? state : 'unknown',
  }
}
