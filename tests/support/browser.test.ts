import { expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'

test('brings a browser that runs scripts', async () => {
  const browser = await launchBrowser()
  const page = await browser.newPage()
  await page.setContent(
    '<output></output><script>document.querySelector("output").textContent = 6 * 7</script>',
  )
  expect(await page.textContent('output')).toBe('42')
  await browser.close()
}, 180_000)
