/** What one look at the installation found. */
export interface Finding {
  readonly name: string
  /** `off`: not used here, or not looked at because of a fault before it; `warning`: works, and could be better. */
  readonly state: 'ok' | 'warning' | 'fault' | 'off'
  readonly message: string
  /** The next step; null: nothing to do. */
  readonly fix: string | null
}

export function ok(name: string, message: string): Finding {
  return { name, state: 'ok', message, fix: null }
}

export function warning(name: string, message: string, fix: string): Finding {
  return { name, state: 'warning', message, fix }
}

export function fault(name: string, message: string, fix: string): Finding {
  return { name, state: 'fault', message, fix }
}

/** Not used here; `fix` says how to switch it on. */
export function off(name: string, message: string, fix: string | null = null): Finding {
  return { name, state: 'off', message, fix }
}

export function skipped(name: string): Finding {
  return off(name, 'not looked at')
}
