/** What a route gives back: turned into bytes, or spoiled by a fault, by the server. */
export interface Answer {
  status: number
  /** Undefined: no body at all (204). */
  body?: unknown
  headers?: Record<string, string>
}

/** An error body as Calendly prints it (Calendly developer docs, "API conventions"). */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly answer: Answer

  constructor(status: number, title: string, message: string, more: Record<string, unknown> = {}) {
    super(message)
    this.answer = { status, body: { title, message, ...more } }
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
