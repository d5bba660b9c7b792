import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** Where the web app's build lies beside us, from `src` as from `dist`. */
export const webAppFolder = fileURLToPath(new URL('../../../web/dist', import.meta.url))

/** Addresses of the page's screens: each is the page, which shows what the address says. */
const SCREENS = [
  '/meetings',
  '/clients',
  '/book',
  '/activity',
  '/webhooks',
  '/accounts',
  '/operations',
  '/alerts',
  '/setup',
]

/** The elements for host applications are loaded by pages of other origins, without credentials. */
const forAnyPage = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' }

/** Serves the page at `/` and at the addresses of its screens; names under `assets/` carry a fingerprint and are kept for good. */
export async function serveWebApp(app: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(path.join(folder, 'index.html'))) {
    for (const address of ['/', ...SCREENS])
      app.get(address, { schema: { hide: true } }, async (_request, reply) =>
        reply
          .type('text/plain; charset=utf-8')
          .send('Calendly Sync is running. The web app is not built: npm run build. The API: /docs\n'),
      )
    return
  }
  await app.register(fastifyStatic, {
    root: folder,
    cacheControl: false,
    preCompressed: true,
    setHeaders: (reply, file) => {
      const isFingerprinted = /[\\/]assets[\\/]/.test(file)
      reply.header('cache-control', isFingerprinted ? 'public, max-age=31536000, immutable' : 'no-cache')
      if (/[\\/]embed[\w-]*\.js$/.test(file)) reply.headers(forAnyPage)
    },
  })
  for (const screen of SCREENS)
    app.get(screen, { schema: { hide: true } }, (_request, reply) => reply.sendFile('index.html'))
}
