/** What one check found. `isOk: null`: could not be looked at, because of a fault before it. */
export interface Finding {
  readonly name: string
  readonly isOk: boolean | null
  readonly found: string
  readonly nextStep?: string
}

export function ok(name: string, found: string): Finding {
  return { name, isOk: true, found }
}

export function fault(name: string, found: string, nextStep: string): Finding {
  return { name, isOk: false, found, nextStep }
}

export function skipped(name: string): Finding {
  return { name, isOk: null, found: 'not looked at' }
}
