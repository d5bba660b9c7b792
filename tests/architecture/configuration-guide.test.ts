import { expect, test } from 'vitest'
import { describeSettings } from '../../packages/server/src/config/describe.ts'

// `npx vitest run --project pure tests/architecture -u` writes the page anew.
test('the configuration guide lists every setting as the program knows it', async () => {
  const rows = describeSettings().map(({ name, help, unit, ...setting }) => {
    const meaning = [help, unit && `in ${unit}`].filter(Boolean).join('; ')
    return `| \`${name}\` | ${setting.default} | ${meaning.replaceAll('|', '\\|')} |`
  })
  const page = `# Configuration

Set in the environment or in \`.env\`. All faults are reported together at start, with exit code 78. The same list is in
\`npx calendly-sync serve --help\`.

| name | default | meaning |
|---|---|---|
${rows.join('\n')}
`
  await expect(page).toMatchFileSnapshot('../../docs/guides/configuration.md')
})
