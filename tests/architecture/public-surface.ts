import { readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

/**
 * The exported names of a module and what each one is: `function createSync`, `type Clock`, `class SyncError`.
 * Follows re-exports from file to file and reads syntax only, which takes milliseconds.
 *
 * A file that holds nothing but public types may be passed on whole (`export type *`), and is listed here.
 *
 * @throws when the module has any other `export *`: what can be called is listed by hand.
 */
export function publicSurface(file: string): string[] {
  return [...surfaceOf(file)].map(([name, kind]) => `${kind} ${name}`).sort()
}

function surfaceOf(file: string): Map<string, string> {
  const surface = new Map<string, string>()
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
  for (const statement of source.statements) {
    if (ts.isExportDeclaration(statement)) addListed(surface, file, statement)
    else if (isExported(statement)) for (const [name, kind] of declared(statement)) surface.set(name, kind)
  }
  return surface
}

function addListed(surface: Map<string, string>, file: string, statement: ts.ExportDeclaration): void {
  const { exportClause, moduleSpecifier, isTypeOnly } = statement
  const from = moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : undefined
  const there = from?.startsWith('.') ? surfaceOf(path.resolve(path.dirname(file), from)) : undefined
  if (!exportClause && isTypeOnly && there) {
    for (const [name, kind] of there) surface.set(name, kind)
    return
  }
  if (!exportClause || !ts.isNamedExports(exportClause)) {
    throw new Error(`${file}: "export *" of more than types; list the names by hand`)
  }
  for (const { name, propertyName, isTypeOnly: typeOnly } of exportClause.elements) {
    const kind = there?.get((propertyName ?? name).text) ?? 'value'
    surface.set(name.text, (isTypeOnly || typeOnly) && kind !== 'type' ? `type of ${kind}` : kind)
  }
}

function declared(statement: ts.Statement): [name: string, kind: string][] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map((declaration) => [declaration.name.getText(), 'const'])
  }
  const kind = ts.isFunctionDeclaration(statement)
    ? 'function'
    : ts.isClassDeclaration(statement)
      ? 'class'
      : ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)
        ? 'type'
        : null
  const { name } = statement as { name?: ts.Identifier } // all four kinds of declaration have one
  return kind && name ? [[name.text, kind]] : []
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false
}
