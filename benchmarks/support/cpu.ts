import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import type pg from 'pg'

/** CPU time used so far, in seconds; Linux only. */
export interface CpuMeter {
  /** Of one process. */
  process(pid: number): number
  /** Of Postgres: all its processes, also those that have ended. */
  postgres(): number
}

export async function openCpuMeter(admin: pg.Client): Promise<CpuMeter> {
  const { rows } = await admin.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  const postmaster = statOf(rows[0]?.pid ?? 0)?.parent ?? 0
  return {
    process: (pid) => statOf(pid)?.ownSeconds ?? 0,
    postgres() {
      const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
      const children = all.map((name) => statOf(Number(name))).filter((stat) => stat?.parent === postmaster)
      const main = statOf(postmaster)
      const ended = main ? main.ownSeconds + main.endedSeconds : 0
      return children.reduce((sum, stat) => sum + (stat?.ownSeconds ?? 0), ended)
    },
  }
}

/** proc(5), "/proc/pid/stat". */
function statOf(pid: number) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
      .map(Number)
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15)
    return {
      parent: fields[1],
      ownSeconds: (user + system) / ticksPerSecond,
      endedSeconds: (endedUser + endedSystem) / ticksPerSecond,
    }
  } catch {
    return undefined // it has ended just now
  }
}

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))
