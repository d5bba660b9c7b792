import type { App } from '../route.ts'
import { docsPage, docsStyle } from './page.ts'

/** `/openapi.json`, and `/docs`, which shows it. */
export function serveDocs(app: App): void {
  const schema = { hide: true }
  app.get('/openapi.json', { schema }, async (_request, reply) =>
    reply.type('application/json').send(app.swagger()),
  )
  app.get('/docs', { schema }, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(docsPage(app.swagger())),
  )
  app.get('/docs/docs.css', { schema }, async (_request, reply) => reply.type('text/css').send(docsStyle))
}
