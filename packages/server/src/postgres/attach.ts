import { realpath } from 'node:fs/promises'
import { dataFolderOf } from './folder.ts'
import { findRunning } from './postmaster.ts'
import { connectionStringOf } from './start.ts'

/**
 * For a process that only looks (status, doctor): the address of the cluster in DATA_DIR if it runs now.
 * Starts nothing, stops nothing, and does not keep its owner from stopping it.
 *
 * @returns null when no server runs there.
 */
export async function attachIfRunning(options: {
  dataDir: string
  database?: string
}): Promise<{ connectionString: string; socketDir: string } | null> {
  const data = await realpath(dataFolderOf(options.dataDir)).catch(() => null)
  const server = data === null ? null : await findRunning(data)
  if (!server) return null
  const { socketDir } = server
  return { connectionString: connectionStringOf(socketDir, options.database ?? 'calendly_sync'), socketDir }
}
