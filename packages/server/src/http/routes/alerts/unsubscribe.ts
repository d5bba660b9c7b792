import { z } from 'zod'
import { escapeHtml } from '../../../mail/compose.ts'
import { HttpProblem } from '../../problem.ts'
import type { App, Route, RouteContext } from '../../route.ts'

const path = '/api/alerts/unsubscribe'
const schema = {
  description:
    'The link of a mail is the right to it; nobody signs in. It ends mails of one kind, and nothing else.',
  tags: ['Alerts'],
  security: [],
  querystring: z.object({ token: z.string().max(200).optional() }),
  produces: ['text/html'],
}

/**
 * Ends mails of a kind (RFC 8058). Programs that look at links before people do only GET, so GET asks and POST does: the
 * button of the page, or the mail program's own, which posts a form that nobody reads.
 */
export const unsubscribe: Route = (app, context) => {
  app.get(
    path,
    { schema: { ...schema, summary: 'Ask whether mails of a kind are to end' } },
    async (request, reply) => {
      const { title } = await asked(context, request.query.token)
      const button = '<form method="post"><button>No more mails of this kind</button></form>'
      return reply
        .type('text/html; charset=utf-8')
        .send(page(`<p>Mails: “${escapeHtml(title)}”</p>${button}`))
    },
  )
  void app.register(async (scope) => acceptForm(scope, context))
}

function acceptForm(app: App, context: RouteContext): void {
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 4096 }, (_request, _body, done) =>
    done(null, undefined),
  )
  app.post(path, { schema: { ...schema, summary: 'End mails of a kind' } }, async (request, reply) => {
    const { what, title } = await asked(context, request.query.token)
    const change = { kinds: { [what.kind]: { isMailed: false } } }
    await context.sync.alerts.changeRules(what.audience, change, null)
    return reply
      .type('text/html; charset=utf-8')
      .send(
        page(`<p>No more mails: “${escapeHtml(title)}”. They can be switched on again among the alerts.</p>`),
      )
  })
}

/** @throws HttpProblem 404 */
async function asked({ sync, mail }: RouteContext, token: string | undefined) {
  const what = mail.tokens.read(token ?? '')
  if (!what)
    throw new HttpProblem(
      404,
      'not_found',
      'This link is none of ours, or its key was replaced. Sign in and look at the alerts.',
    )
  const { kinds } = await sync.alerts.rules(what.audience)
  return { what, title: kinds.find(({ kind }) => kind === what.kind)?.title ?? what.kind }
}

function page(content: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Mails of Calendly Sync</title></head><body><h1>Mails of Calendly Sync</h1>${content}</body></html>`
}
