import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** A mail server on loopback that keeps what it is sent. */
export interface Mailbox {
  /** For SMTP_URL. */
  readonly url: string
  readonly mails: readonly ParsedMail[]
  /** Recipients of the envelopes, as the server was told them. */
  readonly recipients: readonly string[]
  /** Refuses the next mails, for good or for the moment. */
  refuse(count: number): void
  close(): Promise<void>
}

export async function openMailbox(): Promise<Mailbox> {
  const mails: ParsedMail[] = []
  const recipients: string[] = []
  let refused = 0
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      if (refused > 0) {
        refused -= 1
        stream.resume()
        stream.once('end', () => done(Object.assign(new Error('try again later'), { responseCode: 451 })))
        return
      }
      simpleParser(stream).then(
        (mail) => {
          mails.push(mail)
          recipients.push(...session.envelope.rcptTo.map(({ address }) => address))
          done()
        },
        (error: Error) => done(error),
      )
    },
  })
  server.on('error', () => {}) // a client that hangs up is its own trouble
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const { port } = listening.address() as AddressInfo // of a TCP server that listens
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    recipients,
    refuse: (count) => {
      refused = count
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
