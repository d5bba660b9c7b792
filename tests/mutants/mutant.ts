/** A fault put into the engine on purpose, and the test that must notice it. */
export interface Mutant {
  readonly name: string
  readonly edit: Edit
  /** Test file, and the part of a title that narrows it. */
  readonly caughtBy: { readonly file: string; readonly title: string }
}

export interface Edit {
  /** Below packages/engine/src. */
  readonly file: string
  /** Stands there exactly once. */
  readonly find: string
  readonly put: string
}

export function mutant(
  name: string,
  [file, find, put]: readonly [string, string, string],
  [testFile, title]: readonly [string, string],
): Mutant {
  return { name, edit: { file, find, put }, caughtBy: { file: testFile, title } }
}
