import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import path from 'node:path'
import { type Message, messages } from './wire.ts'

export interface TransactionPooler {
  /** Leads to the same database, through the pooler. */
  readonly connectionString: string
  /** Transactions that were lent a session so far. */
  readonly lent: number
  close(): Promise<void>
}

export interface PoolerOptions {
  /** Sessions with Postgres; clients wait for one. */
  readonly size?: number
  /** Which free session is lent next: the one freed last, as pgbouncer does, or the one that was free longest. */
  readonly order?: 'last' | 'first'
}

/**
 * A pooler in transaction mode, as far as the wire shows it (PostgreSQL docs, "Frontend/Backend Protocol"): any number of
 * clients share a few sessions, and each is lent one from its first message until ReadyForQuery says that no transaction
 * is open. Nothing is done to be kind: what a client leaves in a session (SET, LISTEN, prepared statements, locks) stays
 * there for whoever comes next, and a notification goes to whoever has the session at that moment, or to nobody.
 *
 * @param connectionString - of a cluster of the tests: unix socket, trust.
 */
export async function openTransactionPooler(
  connectionString: string,
  { size = 3, order = 'first' }: PoolerOptions = {},
): Promise<TransactionPooler> {
  const url = new URL(connectionString)
  const socketPath = path.join(url.searchParams.get('host') ?? '', '.s.PGSQL.5432')
  const startup = startupMessage({
    user: decodeURIComponent(url.username) || 'postgres',
    database: decodeURIComponent(url.pathname.slice(1)),
  })
  const free: Session[] = []
  const all = new Set<Session>()
  const waiting: ((session: Session) => void)[] = []
  const clients = new Set<Socket>()
  let opening = 0
  let lent = 0

  async function borrow(): Promise<Session> {
    lent += 1
    const ready = order === 'last' ? free.pop() : free.shift()
    if (ready) return ready
    if (all.size + opening < size) {
      opening += 1
      try {
        const session = await openSession(socketPath, startup)
        all.add(session)
        session.socket.once('close', () => {
          all.delete(session)
          session.client?.destroy()
        })
        return session
      } finally {
        opening -= 1
      }
    }
    return new Promise((resolve) => waiting.push(resolve))
  }

  function giveBack(session: Session): void {
    session.listener = session.client = undefined
    const next = waiting.shift()
    if (next) next(session)
    else free.push(session)
  }

  const server = createServer((socket) => {
    clients.add(socket)
    socket.setNoDelay(true) // small messages, each of them waited for
    socket.on('error', () => {})
    socket.once('close', () => clients.delete(socket))
    serve(socket, borrow, giveBack, (session) => {
      all.delete(session)
      session.socket.destroy()
    }).catch(() => socket.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url.searchParams.delete('host')
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  url.username ||= 'postgres'
  return {
    connectionString: url.href,
    get lent() {
      return lent
    },
    async close() {
      server.close()
      for (const socket of clients) socket.destroy()
      for (const { socket } of all) socket.destroy()
    },
  }
}

/** A session with Postgres that is lent to one client at a time. */
interface Session {
  readonly socket: Socket
  /** What Postgres told of itself at the start, handed on to every client. */
  readonly greeting: Buffer
  listener: ((message: Message) => void) | undefined
  client: Socket | undefined
}

async function openSession(socketPath: string, startup: Buffer): Promise<Session> {
  const socket = connect(socketPath)
  socket.on('error', () => {})
  socket.write(startup)
  const greeting: Buffer[] = []
  const read = messages()
  return new Promise((resolve, reject) => {
    let session: Session | undefined
    socket.once('close', () => reject(new Error('Postgres closed the session')))
    socket.on('data', (bytes) => {
      for (const message of read(bytes)) {
        if (session) session.listener?.(message)
        else if (message.kind === 'S') greeting.push(message.bytes)
        else if (message.kind === 'E') reject(new Error(message.bytes.toString('latin1')))
        else if (message.kind === 'Z') {
          session = { socket, greeting: Buffer.concat(greeting), listener: undefined, client: undefined }
          resolve(session)
        }
      }
    })
  })
}

async function serve(
  client: Socket,
  borrow: () => Promise<Session>,
  giveBack: (session: Session) => void,
  discard: (session: Session) => void,
): Promise<void> {
  let session: Session | undefined
  /** Answers that are still to come: a client may send on without waiting for them. */
  let owed = 0
  const read = messages({ startsBare: true })
  const release = () => {
    if (session) giveBack(session)
    session = undefined
  }
  client.once('close', () => {
    // In the middle of something nobody knows what state the session is in.
    if (session) discard(session)
    session = undefined
  })
  for await (const bytes of client) {
    for (const message of read(bytes as Buffer)) {
      if (message.kind === 'ssl') client.write('N')
      else if (message.kind === 'startup') await greet(client, borrow, giveBack)
      else if (message.kind === 'X') client.end()
      else {
        if (!session) {
          const borrowed = await borrow()
          if (client.destroyed) return giveBack(borrowed)
          session = borrowed
          session.client = client
          session.listener = (answer) => {
            client.write(answer.bytes)
            if (answer.kind === 'Z') owed -= 1
            if (answer.kind === 'Z' && owed === 0 && answer.bytes.at(-1) === idle) release()
          }
        }
        if (message.kind === 'Q' || message.kind === 'S') owed += 1
        session.socket.write(message.bytes)
      }
    }
  }
}

const idle = 'I'.charCodeAt(0)

/** A client is let in without a session of its own: it gets a number that no server process has. */
async function greet(
  client: Socket,
  borrow: () => Promise<Session>,
  giveBack: (session: Session) => void,
): Promise<void> {
  const session = await borrow()
  const key = Buffer.concat([Buffer.from([0x4b, 0, 0, 0, 12]), randomBytes(8)])
  client.write(
    Buffer.concat([
      Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0]),
      session.greeting,
      key,
      Buffer.from([0x5a, 0, 0, 0, 5, idle]),
    ]),
  )
  giveBack(session)
}

function startupMessage(parameters: Readonly<Record<string, string>>): Buffer {
  const words = Object.entries(parameters).flatMap(([name, value]) => [name, value])
  const body = Buffer.from(`${words.join('\0')}\0\0`)
  const head = Buffer.alloc(8)
  head.writeInt32BE(body.length + 8, 0)
  head.writeInt32BE(196_608, 4) // protocol 3.0
  return Buffer.concat([head, body])
}
