import type { KeyStatus } from 'calendly-sync-engine'

/** An encryption key in a line. */
export function showKey({ id, state, secrets, damaged }: KeyStatus): string {
  const words = {
    newest: 'seals',
    older: 'opens',
    missing: 'MISSING, it sealed',
    wrong: 'WRONG, it has the name of another one, which sealed',
  }
  return `${id}: ${words[state]} ${secrets} secret(s)${damaged > 0 ? `, of which ${damaged} do not open` : ''}`
}
