import { readFileSync } from 'node:fs'

// Prints "N passed, N failed" from vitest's JSON report and fails when anything did. A test file that could not be
// loaded, a run that wrote no report and a red `npm run check` count as one failure each.
const [file, check] = process.argv.slice(2)
const report = read(file)
const brokenFiles = report.testResults.filter(
  ({ status, assertionResults }) =>
    status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
)
let failed = report.numFailedTests + brokenFiles.length + (check === 'passed' ? 0 : 1)
if (!report.success && failed === 0) failed = 1
console.log(`${report.numPassedTests} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return { success: false, numPassedTests: 0, numFailedTests: 0, testResults: [] }
  }
}
