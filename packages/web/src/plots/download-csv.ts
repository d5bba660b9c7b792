import { saveFile } from '../browser/save-file.ts'

/**
 * Saves rows as a CSV file (RFC 4180). The server's own exports go through the server; this is for what the page has drawn.
 *
 * @param title - becomes the file's name.
 */
export function downloadCsv(
  title: string,
  rows: readonly Readonly<Record<string, string | number | null>>[],
): void {
  downloadText(title, 'csv', csvOf(rows))
}

/** Saves a text as a file; `extension` says of what kind. */
export function downloadText(title: string, extension: 'csv' | 'json', text: string): void {
  const type = { csv: 'text/csv', json: 'application/json' }[extension]
  saveFile(new Blob([text], { type }), `${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.${extension}`)
}

export function csvOf(rows: readonly Readonly<Record<string, string | number | null>>[]): string {
  const names = Object.keys(rows[0] ?? {})
  const lines = rows.map((row) => names.map((name) => field(row[name] ?? '')).join(','))
  return [names.map(field).join(','), ...lines, ''].join('\r\n')
}

/** Quoted where needed; what a spreadsheet would take for a formula begins with an apostrophe. */
function field(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
