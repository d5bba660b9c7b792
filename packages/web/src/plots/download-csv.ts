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
  const name = `${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.csv`
  saveFile(new Blob([csvOf(rows)], { type: 'text/csv' }), name)
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
