/** Facts of errors that are ours, Node's or Postgres' own words: codes, names of things, numbers. */
const told = [
  ...['code', 'facts', 'route', 'status', 'retryAfterMs', 'requiredScopes', 'attempts', 'exitCode'],
  ...['syscall', 'errno', 'address', 'port', 'hostname', 'path'],
  ...['severity', 'schema', 'table', 'column', 'dataType', 'constraint', 'routine'],
] as const

const deepest = 5

/**
 * An error as the log has it: type, message, stack, cause, and the facts above. Whatever else hangs on it is somebody's data:
 * Postgres repeats a refused row in `detail`, `where` and `hint` (PostgreSQL docs, "Error Message Fields"), and clients
 * hang requests and answers on theirs. What is thrown and is no error is shown as it is.
 */
export function loggedError(error: unknown, depth = 0): unknown {
  if (typeof error !== 'object' || error === null || !('message' in error)) return error
  const message = safeMessage(error)
  const facts = Object.fromEntries(
    told.flatMap((name) =>
      Reflect.get(error, name) === undefined ? [] : [[name, Reflect.get(error, name)]],
    ),
  )
  const inner = depth < deepest ? innerErrors(error, depth + 1) : {}
  return { type: typeOf(error), message, ...(stackOf(error, message) ?? {}), ...facts, ...inner }
}

/** The stack of a fault of ours, for the error output of a command. */
export function loggedStack(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return stackOf(error, safeMessage(error))?.stack ?? safeMessage(error)
}

function innerErrors(error: object, depth: number): object {
  const cause: unknown = Reflect.get(error, 'cause')
  const errors: unknown = Reflect.get(error, 'errors')
  return {
    ...(cause !== undefined && { cause: loggedError(cause, depth) }),
    ...(Array.isArray(errors) && { errors: errors.map((one) => loggedError(one, depth)) }),
  }
}

/**
 * Postgres quotes the value that it cannot read (class 22), and a function of the host application says what it likes
 * (class P0): then only which function, and where.
 */
function safeMessage(error: { readonly message?: unknown }): string {
  const message = String(error.message)
  const code = Reflect.get(error, 'severity') === undefined ? '' : String(Reflect.get(error, 'code'))
  if (code.startsWith('22')) return message.replace(/".*"/s, '"…"')
  if (!code.startsWith('P0')) return message
  const place = /^PL\/pgSQL function [\w."]+\([\w, ]*\) line \d+ at \w+/m.exec(
    String(Reflect.get(error, 'where')),
  )
  return `a function in the database refused it${place ? `: ${place[0]}` : ''}`
}

function typeOf(error: object): string {
  return error.constructor?.name ?? typeof error
}

/** The frames alone: the first lines of a stack repeat the message. */
function stackOf(error: object, message: string): { stack: string } | undefined {
  const stack: unknown = Reflect.get(error, 'stack')
  if (typeof stack !== 'string') return undefined
  const frames = stack.indexOf('\n    at ')
  return { stack: `${typeOf(error)}: ${message}${frames < 0 ? '' : stack.slice(frames)}` }
}
