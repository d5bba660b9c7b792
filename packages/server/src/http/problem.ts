import { STATUS_CODES } from 'node:http'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'

/** A refusal that a route or hook throws; becomes an RFC 9457 problem. */
export class HttpProblem extends Error {
  readonly status: number
  readonly code: string
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, code: string, detail: string, headers: Readonly<Record<string, string>> = {}) {
    super(detail)
    this.name = 'HttpProblem'
    this.status = status
    this.code = code
    this.headers = headers
  }
}

/** What is absent and what belongs to somebody else are told apart by nobody. */
export function notFound(what: string): HttpProblem {
  return new HttpProblem(404, 'not_found', `There is no such ${what}, or it is not yours.`)
}

export interface Problem {
  readonly status: number
  readonly code: string
  readonly detail: string
  /** Which fields of the request are wrong, and how. */
  readonly errors?: readonly { readonly field: string; readonly message: string }[] | undefined
}

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details' })

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply.code(problem.status).type('application/problem+json').send(problemDocument(problem))
}

export function problemDocument({ status, code, detail, errors }: Problem) {
  const title = STATUS_CODES[status] ?? 'Error'
  return { type: 'about:blank', title, status, detail, code, ...(errors && { errors }) }
}
