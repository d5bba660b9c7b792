import { SyncError } from '../errors.ts'

/** Another worker took the run over while this one was frozen: what it still holds must not be written. */
export class FenceLost extends SyncError {
  constructor(accountRunId: string) {
    super(
      'fence_lost',
      `Run ${accountRunId} was taken over by another worker; nothing of this write was kept.`,
    )
  }
}
