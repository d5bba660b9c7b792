import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

/** Whoever has not taken his answer by then is cut off. */
const answeredWithinMs = 4000
/** A request that is on its way while nobody is answered shows within this time, also on a busy machine. */
const quietForMs = 200

/**
 * Prepares a server for ending without failing anybody. Node itself tells no connection that waits for its answer from
 * one that a browser holds open in case, so the requests are counted from here on.
 *
 * @returns how to end it: nobody new is let in, what has come is answered, then all connections are closed.
 */
export function prepareClosing(app: FastifyInstance): () => Promise<void> {
  let open = 0
  let connections = 0
  app.server.on('connection', (socket: Socket) => {
    connections += 1
    socket.once('close', () => {
      connections -= 1
    })
  })
  app.server.on('request', (_request: IncomingMessage, response: ServerResponse) => {
    open += 1
    response.once('close', () => {
      open -= 1
    })
  })
  return async () => {
    const closing = app.close()
    let quietMs = 0
    const isSettled = () => connections === 0 || quietMs >= quietForMs
    for (let waitedMs = 0; !isSettled() && waitedMs < answeredWithinMs; waitedMs += 20) {
      await sleep(20)
      quietMs = open > 0 ? 0 : quietMs + 20
    }
    app.server.closeAllConnections()
    await closing
  }
}

/** Tells whoever keeps a connection to come back on another: it may lead to another process. */
export function sendAway(app: FastifyInstance, leaving: AbortSignal): void {
  // With the answer, not with the request: one that came before may be answered after.
  app.addHook('onSend', async (_request, reply) => {
    if (leaving.aborted) reply.header('connection', 'close')
  })
}
