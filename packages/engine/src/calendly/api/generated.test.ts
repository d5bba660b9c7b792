import openapiTypescript, { astToString } from 'openapi-typescript'
import { expect, it } from 'vitest'

// After an edit of the yaml: npx vitest run --project pure packages/engine/src/calendly/api --update
it('finds the generated types as fresh as the description they come from', async () => {
  const types = astToString(await openapiTypescript(new URL('./calendly.yaml', import.meta.url)))
  const head =
    '// Generated from ../calendly.yaml; ../generated.test.ts writes it and says how. Do not edit.\n'
  await expect(head + types).toMatchFileSnapshot('./generated/calendly.ts')
})
