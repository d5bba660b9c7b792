import type { Log } from 'calendly-sync-engine'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { outcomeOf } from '../outcomes.ts'
import { HttpProblem, type Problem, sendProblem } from './problem.ts'

/** Answers every error as a problem; what is our own fault goes to the log, with its stack, and not to the caller. */
export function handleError(log: Log) {
  return (error: FastifyError | HttpProblem, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const problem = toProblem(error)
    if (error instanceof HttpProblem) reply.headers(error.headers)
    if (problem.status === 503) reply.header('retry-after', '5')
    const route = `${request.method} ${request.routeOptions.url ?? '(no route)'}`
    if (problem.status === 500) log.error('a request failed', { route, error })
    else if (problem.status > 500) log.warn(`${route} answered ${problem.status}: ${problem.code}`, { error })
    return sendProblem(reply, problem)
  }
}

function toProblem(error: FastifyError | HttpProblem): Problem {
  if (error instanceof HttpProblem) return { status: error.status, code: error.code, detail: error.message }
  if (error.validation) return invalid(error, error.validation)
  const status = error.statusCode
  if (status !== undefined && status >= 400 && status < 500 && error.code?.startsWith('FST_')) {
    return { status, code: error.code.replace(/^FST_(ERR_)?/, '').toLowerCase(), detail: error.message }
  }
  return outcomeOf(error)
}

/** Names every wrong field. An id in the path that cannot be one is an id that does not exist. */
function invalid(error: FastifyError, validation: NonNullable<FastifyError['validation']>): Problem {
  if (error.validationContext === 'params') {
    return { status: 404, code: 'not_found', detail: 'There is no such thing, or it is not yours.' }
  }
  const errors = validation.map((fault) => ({
    field: fieldName(fault.instancePath, fault.params),
    message: fault.message ?? 'is wrong',
  }))
  const detail = errors
    .map(({ field, message }) => `${field || error.validationContext}: ${message}`)
    .join('; ')
  return { status: 400, code: 'invalid_request', detail, errors }
}

function fieldName(path: string, params: Readonly<Record<string, unknown>>): string {
  const unknown = params['keys']
  const field = path.replace(/^\//, '').replaceAll('/', '.')
  return field === '' && Array.isArray(unknown) ? unknown.join(', ') : field
}
