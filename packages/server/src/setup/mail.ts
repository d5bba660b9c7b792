import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Config } from '../config.ts'
import { type Finding, fault, off, ok } from './check.ts'

const name = 'SMTP'
const mostMs = 5000

/** Whether the mail server greets us (RFC 5321 section 3.1); nothing is sent, and nobody signs in. */
export async function checkMail({
  smtpUrl,
  mailFrom,
}: Pick<Config, 'smtpUrl' | 'mailFrom'>): Promise<Finding> {
  if (smtpUrl === undefined)
    return off(
      name,
      'no mail is sent',
      'Set SMTP_URL, MAIL_FROM and ALERT_EMAIL to be told when something is wrong.',
    )
  const url = new URL(smtpUrl)
  try {
    const greeting = await greetingOf(url)
    if (greeting.startsWith('220'))
      return ok(name, `${url.host} answers; mail comes from ${mailFrom ?? 'nobody'}`)
    return fault(name, `${url.host} refuses: ${greeting.slice(0, 100)}`, 'Ask whoever runs the mail server.')
  } catch (error) {
    const reason = error instanceof Error ? error.message || error.name : String(error)
    return fault(
      name,
      `${url.host} does not answer: ${reason}`,
      'Check SMTP_URL and the way to the mail server.',
    )
  }
}

function greetingOf(url: URL): Promise<string> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isTls = url.protocol === 'smtps:'
  const port = Number(url.port) || (isTls ? 465 : 587)
  return new Promise((resolve, reject) => {
    const socket = isTls ? connectTls({ host, port, servername: host }) : connect({ host, port })
    socket.setTimeout(mostMs, () => socket.destroy(new Error(`nothing came within ${mostMs / 1000} s`)))
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('it hung up')))
    socket.once('data', (data) => {
      resolve(data.toString('latin1').trim())
      socket.end('QUIT\r\n', () => socket.destroy())
    })
  })
}
