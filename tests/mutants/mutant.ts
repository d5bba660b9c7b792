/** A fault put into the product on purpose, and the test that must notice it. */
export interface Mutant {
  readonly name: string
  readonly edit: Edit
  /** Test file, and the part of a title that narrows it. */
  readonly caughtBy: { readonly file: string; readonly title: string }
}

export interface Edit {
  /** From the root of the project. */
  readonly file: string
  /** Stands there exactly once. */
  readonly find: string
  readonly put: string
}

/** @param edit - file (below packages/engine/src, or from the root), text, and what is put in its place. */
export function mutant(
  name: string,
  [file, find, put]: readonly [string, string, string],
  [testFile, title]: readonly [string, string],
): Mutant {
  const place = file.startsWith('packages/') ? file : `packages/engine/src/${file}`
  return { name, edit: { file: place, find, put }, caughtBy: { file: testFile, title } }
}
