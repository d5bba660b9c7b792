import type { FastifyRequest } from 'fastify'

/**
 * Whether a request may drive the simulator: it comes from this machine, was addressed to it by a loopback
 * name (so no foreign page reaches it by DNS rebinding), and a write is JSON, which a foreign page cannot
 * send without asking first.
 */
export function mayControl(request: FastifyRequest): boolean {
  const isLocal = /^(::ffff:)?127\.|^::1$/.test(request.socket.remoteAddress ?? '')
  const isAddressed = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i.test(request.headers.host ?? '')
  const isReading = request.method === 'GET'
  const isJson = (request.headers['content-type'] ?? '').startsWith('application/json')
  return isLocal && isAddressed && (isReading || isJson)
}
