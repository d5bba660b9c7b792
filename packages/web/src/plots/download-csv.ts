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
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type }))
  link.download = `${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.${extension}`
  link.click()
  URL.revokeObjectURL(link.href)
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
