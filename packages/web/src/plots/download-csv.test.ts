import { expect, test } from 'vitest'
import { csvOf } from './download-csv.ts'

test('a file that spreadsheets read as it is meant', () => {
  const rows = [
    { name: 'Anna, "the" first', lag: 12 },
    { name: '=1+1', lag: -3 },
    { name: 'two\nlines', lag: null },
  ]
  expect(csvOf(rows)).toBe('name,lag\r\n"Anna, ""the"" first",12\r\n\'=1+1,-3\r\n"two\nlines",\r\n')
})
