/** An answer of the server that is not a success, or no answer at all (`status` 0). RFC 9457. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'ApiProblem'
    this.status = status
    this.code = code
  }
}

/** Reads a problem document; a body that is none (a proxy's HTML page) still becomes a sentence. */
export function readProblem(status: number, body: unknown): ApiProblem {
  const text = (name: string) => {
    if (typeof body !== 'object' || body === null) return undefined
    const value = Object.entries(body).find(([key]) => key === name)?.[1]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const message = text('detail') ?? text('title') ?? `The server answered with status ${status}.`
  return new ApiProblem(status, text('code') ?? 'unknown', message)
}
