/** Why the embedded database could not be had. One code per cause; each message ends with the next step. */
export type EmbeddedPostgresCode =
  | 'platform_unsupported'
  | 'binary_broken'
  | 'folder_unwritable'
  | 'folder_unreachable'
  | 'folder_foreign'
  | 'folder_version'
  | 'disk_full'
  | 'start_failed'

/**
 * Raised by everything in this folder. `code` is stable, `message` names the thing and the next step,
 * `cause` keeps the system's own error. None of them goes away by trying again at once.
 */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError'
  readonly code: EmbeddedPostgresCode

  constructor(code: EmbeddedPostgresCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}

const ELSEWHERE = 'or set DATABASE_URL to a Postgres of your own'

/** Turns what the file system said about a folder of ours into an error with a next step. */
export function folderError(folder: string, cause: unknown): EmbeddedPostgresError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  if (/ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/i.test(reason)) {
    return new EmbeddedPostgresError(
      'disk_full',
      `No space left for the embedded database in ${folder}. Free at least 200 MB, point DATA_DIR at another disk, ${ELSEWHERE}.`,
      { cause },
    )
  }
  return new EmbeddedPostgresError(
    'folder_unwritable',
    `The embedded database cannot use ${folder}: ${reason}. Make it writable, point DATA_DIR elsewhere, ${ELSEWHERE}.`,
    { cause },
  )
}
