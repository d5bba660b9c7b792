import { spawnSync } from 'node:child_process'
import * as fs from 'node:fs/promises'

/**
 * Whether a process is a living Postgres server of this folder. A pid alone proves nothing: after a reboot or in a new
 * container it belongs to somebody else, and a killed server that nobody reaped still has one.
 *
 * @returns 'yes' | 'likely' (a living Postgres, but we may not see its working folder) | 'no'.
 */
export async function isServerOf(data: string, pid: number): Promise<'yes' | 'likely' | 'no'> {
  if (process.platform !== 'linux') {
    const name = spawnSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? ''
    return name.includes('postgres') ? 'likely' : 'no'
  }
  const stat = await fs.readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  if (!isLivingPostgres(stat)) return 'no'
  try {
    return (await fs.readlink(`/proc/${pid}/cwd`)) === data ? 'yes' : 'no'
  } catch {
    return 'likely' // containers without CAP_SYS_PTRACE hide it even from root
  }
}

/** Reads `/proc/<pid>/stat`: `pid (name) state …`; Z and X are dead processes that wait to be reaped. */
export function isLivingPostgres(stat: string): boolean {
  const match = /^\d+ \((.*)\) (\S)/.exec(stat)
  return match !== null && match[1] === 'postgres' && match[2] !== 'Z' && match[2] !== 'X'
}
