import type { Command } from 'commander'
import type { CliIo } from '../io.ts'
import { switchAccounts } from '../switch-accounts.ts'

export function addResume(program: Command, io: CliIo, end: (exitCode: number) => void): void {
  switchAccounts(program.command('resume').description('sync paused accounts again'), io, end, {
    verb: 'resume',
    done: 'resumed',
  })
}
