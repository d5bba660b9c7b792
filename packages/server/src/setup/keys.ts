import type { KeyStatus, Sync } from 'calendly-sync-engine'
import { type Finding, fault, off, ok, skipped } from './check.ts'
import { showKey } from './show-key.ts'

const name = 'Encryption keys'

/** Whether the keys fit what is sealed: opens every secret. */
export async function checkKeys(sync: Sync, database: readonly Finding[]): Promise<Finding[]> {
  if (database[0]?.state !== 'ok') return [skipped(name)]
  const keys = await sync.keys.list()
  return keys.length === 0 ? [off(name, 'none: nothing is sealed')] : keys.map(judge)
}

function judge(key: KeyStatus): Finding {
  if (key.state === 'missing' || key.state === 'wrong')
    return fault(
      name,
      showKey(key),
      `Put the key back where it was; if it is lost for good: calendly-sync keys forget ${key.id}`,
    )
  if (key.damaged > 0)
    return fault(
      name,
      showKey(key),
      `They were changed or moved in the database. To give them up: calendly-sync keys forget ${key.id}`,
    )
  return ok(name, showKey(key))
}
