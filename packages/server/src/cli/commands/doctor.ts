import type { Command } from 'commander'
import { exitCodes } from '../../outcomes.ts'
import type { Finding } from '../../setup/check.ts'
import { examine, isWell } from '../../setup/examine.ts'
import type { CliIo } from '../io.ts'
import { type Result, runInstalled } from '../run.ts'

export function addDoctor(program: Command, io: CliIo, end: (exitCode: number) => void): void {
  program
    .command('doctor')
    .description(
      'check configuration, database, keys, Calendly, clock, webhooks and mail, each with the next step',
    )
    .option('--json', 'answer as JSON')
    .action(async (options: { json?: boolean }) =>
      end(await runInstalled(io, options, async (tools) => show(await examine(tools, tools.config)))),
    )
}

function show(findings: readonly Finding[]): Result {
  return {
    data: { ok: isWell(findings), findings },
    text: findings.map(showFinding).join('\n'),
    exitCode: isWell(findings) ? exitCodes.ok : exitCodes.failed,
  }
}

const marks = { ok: '✓', warning: '!', fault: '✗', off: '–' } as const

function showFinding({ name, state, message, fix }: Finding): string {
  return `${marks[state]} ${name.padEnd(20)} ${message}${fix ? `\n  ${' '.repeat(20)} → ${fix}` : ''}`
}
