/** What a route gives back: turned into bytes, or spoiled by a fault, by the door. */
export interface Answer {
  status: number
  /** Sent as JSON. Undefined: no body at all (204), or {@link html}. */
  body?: unknown
  /** A page for a browser, instead of JSON. */
  html?: string
  headers?: Record<string, string>
}

/** Thrown by a route that gives this answer instead of the one that was asked for. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly answer: Answer

  constructor(answer: Answer, message: string) {
    super(message)
    this.answer = answer
  }
}

/** An error body as Calendly prints it (Calendly developer docs, "API conventions"). */
export class ApiError extends Refusal {
  override name = 'ApiError'

  constructor(status: number, title: string, message: string, more: Record<string, unknown> = {}) {
    super({ status, body: { title, message, ...more } }, message)
  }
}

export interface Detail {
  parameter: string
  message: string
}

export function invalidArgument(...details: Detail[]): ApiError {
  return new ApiError(400, 'Invalid Argument', 'The supplied parameters are invalid.', { details })
}

export function unauthenticated(): ApiError {
  return new ApiError(401, 'Unauthenticated', 'The access token is invalid')
}

export function permissionDenied(message = 'You do not have permission to access this resource.'): ApiError {
  return new ApiError(403, 'Permission Denied', message)
}

export function insufficientScope(required: readonly string[]): ApiError {
  return new ApiError(
    403,
    'Insufficient scope',
    "This operation requires the scopes listed in the 'required_scopes' array.",
    { required_scopes: [...required] },
  )
}

export function notFound(): ApiError {
  return new ApiError(404, 'Resource Not Found', 'The server could not find the requested resource.')
}

/** Calendly documents no body for this; clients are to read the headers. */
export function tooManyRequests(): ApiError {
  return new ApiError(429, 'Too Many Requests', 'Rate limit exceeded.')
}

export function resource(body: unknown, status = 200): Answer {
  return { status, body: { resource: body } }
}

/** What the route answers, refusals included; whatever else it throws is the simulator's own fault. */
export function answerOf(handle: () => Answer): Answer {
  try {
    return handle()
  } catch (error) {
    if (error instanceof Refusal) return error.answer
    const message = error instanceof Error ? error.message : String(error)
    return { status: 500, body: { title: 'Internal Server Error', message } }
  }
}
