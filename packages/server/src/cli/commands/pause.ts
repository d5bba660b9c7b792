import type { Command } from 'commander'
import type { CliIo } from '../io.ts'
import { switchAccounts } from '../switch-accounts.ts'

export function addPause(program: Command, io: CliIo, end: (exitCode: number) => void): void {
  switchAccounts(
    program.command('pause').description('stop syncing accounts until they are resumed'),
    io,
    end,
    {
      verb: 'pause',
      done: 'paused',
    },
  )
}
