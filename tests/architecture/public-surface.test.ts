import path from 'node:path'
import { expect, test } from 'vitest'
import { publicSurface } from './public-surface.ts'
import { ROOT } from './source-files.ts'

// A change of these lists is a change for everybody who embeds us; when it is meant:
// npx vitest run --project pure tests/architecture -u
test.each(['engine', 'simulator'])('the public surface of %s is the committed one', async (name) => {
  const surface = publicSurface(path.join(ROOT, 'packages', name, 'src/index.ts'))
  await expect(`${surface.join('\n')}\n`).toMatchFileSnapshot(`public-surface.${name}.snap`)
})
