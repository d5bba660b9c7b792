import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import { sendProblem } from './problem.ts'

/**
 * Answers what no route takes: 405 with `Allow` where another method would do (RFC 9110 section 15.5.6), else 404.
 * Must be called before the routes are added, since it listens to their being added.
 */
export function answerUnknown(app: FastifyInstance): void {
  const known: { readonly path: RegExp; readonly methods: readonly string[] }[] = []
  app.addHook('onRoute', ({ url, method }: RouteOptions) => {
    if (url.includes('*')) return
    const path = new RegExp(`^${url.replace(/[.+]/g, '\\$&').replace(/:\w+/g, '[^/]+')}$`)
    known.push({ path, methods: [method].flat() })
  })
  app.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) => {
    const [path = ''] = request.url.split('?')
    const methods = new Set(known.filter((route) => route.path.test(path)).flatMap((route) => route.methods))
    if (methods.size > 0 && !methods.has(request.method)) {
      const allow = [...methods].sort().join(', ')
      return sendProblem(reply.header('allow', allow), {
        status: 405,
        code: 'method_not_allowed',
        detail: `${path} takes ${allow}, not ${request.method}.`,
      })
    }
    return sendProblem(reply, {
      status: 404,
      code: 'not_found',
      detail: 'There is nothing at this address. /docs lists what there is.',
    })
  })
}
