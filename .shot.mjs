import { chromium } from 'playwright-core'
const [,, base, ...paths] = process.argv
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync'] })
for (const spec of paths) {
  const [path, w='1440', scheme='light', name] = spec.split('|')
  const c = await b.newContext({ viewport: { width: Number(w), height: 900 }, colorScheme: scheme, timezoneId: 'Europe/Berlin', locale: 'en-GB' })
  const p = await c.newPage()
  p.on('console', m => m.type()==='error' && console.log('console:', m.text()))
  p.on('pageerror', e => console.log('pageerror:', e.message))
  await p.goto(base + path); await p.waitForTimeout(2500)
  const f = `/tmp/shots/${name ?? (path.replace(/\W+/g,'_')+w+scheme)}.png`
  await p.screenshot({ path: f }); console.log(f); await c.close()
}
await b.close()
