import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Meeting, MeetingView } from 'calendly-sync-engine'
import { type Command, Option } from 'commander'
import { csvHeader, csvLine, eachMeeting } from '../../csv.ts'
import type { CliIo } from '../io.ts'
import { type Result, runInstalled, type Tools } from '../run.ts'
import { whichUser } from '../who.ts'

interface Options {
  readonly out?: string
  readonly view?: MeetingView
  readonly user?: string
  readonly json?: boolean
}

export function addExport(program: Command, io: CliIo, end: (exitCode: number) => void): void {
  program
    .command('export')
    .description('write meetings as CSV (RFC 4180)')
    .option('--out <file>', 'file to write; default: standard output')
    .addOption(
      new Option('--view <name>', 'which meetings; default: live ones').choices([
        'upcoming',
        'past',
        'cancelled',
        'no-show',
        'all',
      ]),
    )
    .option('--user <id>', 'whose, where people sign in')
    .option('--json', 'as JSON lines instead of CSV')
    .action(async (options: Options) => {
      // What goes to standard output is the export itself, so its own result stays silent there.
      const json = options.json === true && options.out !== undefined
      end(await runInstalled(io, { json }, (tools) => write(tools, options, io)))
    })
}

async function write(
  { sync, config }: Tools,
  { out, view, user, json }: Options,
  io: CliIo,
): Promise<Result> {
  await sync.migrate()
  const userId = await whichUser(sync, config, user)
  const filters = view ? { view } : {}
  const format = json ? 'json' : 'csv'
  await sync.meetings.noteExport(userId, { actor: null, format, filters: Object.keys(filters) })
  const pages = eachMeeting(sync, userId, filters)
  const lines = Readable.from(json ? jsonLines(pages) : csvLines(pages))
  if (out === undefined) {
    await pipeline(lines, io.out, { end: false })
    return { data: null, text: '' }
  }
  await pipeline(lines, createWriteStream(out))
  return { data: { file: out }, text: `Written: ${out}` }
}

async function* csvLines(pages: AsyncIterable<readonly Meeting[]>): AsyncGenerator<string> {
  yield csvHeader
  for await (const page of pages) yield page.map(csvLine).join('')
}

async function* jsonLines(pages: AsyncIterable<readonly Meeting[]>): AsyncGenerator<string> {
  for await (const page of pages) yield page.map((meeting) => `${JSON.stringify(meeting)}\n`).join('')
}
