import type { FastifyRequest } from 'fastify'

/** Puts an act of the control API on its address: what it returns is the answer, what it throws a 400. */
export type Registrar = (
  method: 'GET' | 'POST' | 'DELETE',
  url: string,
  act: (request: FastifyRequest) => unknown,
) => void
