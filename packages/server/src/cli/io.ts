/** What a command may touch of its process. */
export interface CliIo {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Folder whose `.env` counts. */
  readonly folder: string
  readonly out: NodeJS.WritableStream
  readonly err: NodeJS.WritableStream
  /** Whether people read `out`. */
  readonly isTerminal: boolean
  /** Aborted by Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal
}

export function print(stream: NodeJS.WritableStream, text: string): void {
  stream.write(text.endsWith('\n') ? text : `${text}\n`)
}
