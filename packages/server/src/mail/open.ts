import type { AlertMail, EncryptionKey } from 'calendly-sync-engine'
import { errorCode } from 'calendly-sync-engine'
import { createTransport, type Transporter } from 'nodemailer'
import type { Config } from '../config.ts'
import { type ComposedMail, composeMail } from './compose.ts'
import { createUnsubscribeTokens, type UnsubscribeTokens } from './unsubscribe-token.ts'

/** Mails as this installation sends them. */
export interface Mail {
  /** Sender; null: no mail is sent. */
  readonly from: string | null
  /** Why not, and what to do; null: mails are sent. */
  readonly problem: { readonly code: string; readonly message: string; readonly nextStep: string } | null
  readonly tokens: UnsubscribeTokens
  /** Where a mail goes; null: nowhere, for nobody vouches for an address. */
  addressOf(mail: Pick<AlertMail, 'audience' | 'address'>): string | null
  compose(mail: Pick<AlertMail, 'audience' | 'type' | 'alerts'>): ComposedMail
  /** @throws MailError */
  send(mail: AlertMail, to: string): Promise<void>
  /** A mail that says that mails arrive. @throws MailError */
  sendTest(to: string): Promise<void>
  close(): void
}

/** The mail server did not take it. `code` is `smtp_…` with nodemailer's word for it. */
export class MailError extends Error {
  readonly code: string

  constructor(code: string, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'MailError'
    this.code = code
  }
}

export type MailConfig = Pick<
  Config,
  'smtpUrl' | 'mailFrom' | 'alertEmail' | 'publicUrl' | 'authMode' | 'isDemo'
>

export function openMail(config: MailConfig, encryptionKeys: readonly EncryptionKey[]): Mail {
  const publicUrl = config.publicUrl.replace(/\/+$/, '')
  const { smtpUrl, mailFrom } = config
  const transport = smtpUrl !== undefined && mailFrom !== undefined ? openTransport(smtpUrl) : undefined
  const tokens = createUnsubscribeTokens(encryptionKeys)
  const linkFor = ({ audience, alerts }: Pick<AlertMail, 'audience' | 'alerts'>) =>
    `${publicUrl}/api/alerts/unsubscribe?token=${tokens.make({ audience, kind: alerts[0]?.kind ?? 'failing' })}`

  async function post(message: Parameters<Transporter['sendMail']>[0]): Promise<void> {
    if (!transport || mailFrom === undefined) throw new MailError(noSmtp.code, noSmtp.message)
    try {
      await transport.sendMail({
        ...message,
        from: mailFrom,
        disableFileAccess: true,
        disableUrlAccess: true,
        headers: {
          'Auto-Submitted': 'auto-generated',
          'X-Auto-Response-Suppress': 'All',
          ...message.headers,
        },
      })
    } catch (error) {
      const code = errorCode(error)?.toLowerCase() ?? 'unknown'
      throw new MailError(`smtp_${code}`, whyNot[code] ?? 'The mail server did not take the mail.', error)
    }
  }

  return {
    from: transport ? (mailFrom ?? null) : null,
    problem: transport ? null : noSmtp,
    tokens,
    addressOf({ audience, address }) {
      if (audience === 'operator') return config.alertEmail ?? null
      if (config.authMode !== 'local') return address
      // One person is both; the people of the demo have no mailboxes.
      return config.alertEmail ?? (config.isDemo ? null : address)
    },
    compose: (mail) => composeMail(mail, { publicUrl, unsubscribe: linkFor(mail) }),
    async send(mail, to) {
      const unsubscribe = linkFor(mail)
      await post({
        to,
        ...composeMail(mail, { publicUrl, unsubscribe }),
        // Two processes that send it after all, or one that died in between, send the same message.
        messageId: `<alert-${mail.id}@${new URL(publicUrl).hostname}>`,
        headers: {
          'List-Unsubscribe': `<${unsubscribe}>`,
          // RFC 8058, section 3.1: one click is for https alone.
          ...(publicUrl.startsWith('https:') && { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
        },
      })
    },
    sendTest: (to) =>
      post({
        to,
        subject: 'Calendly Sync: mails arrive',
        text: `This is a test: alerts of ${publicUrl} reach you at this address. Nothing is wrong.\n`,
      }),
    close: () => transport?.close(),
  }
}

const noSmtp = {
  code: 'smtp_not_set',
  message: 'No mail is sent: SMTP_URL and MAIL_FROM are not set.',
  nextStep: 'Set both, and ALERT_EMAIL for mails to the operator, and start again.',
}

const whyNot: Readonly<Record<string, string>> = {
  eauth: 'The mail server refused the name or password of SMTP_URL.',
  econnection: 'The mail server of SMTP_URL could not be reached.',
  esocket: 'The mail server of SMTP_URL could not be reached.',
  edns: 'The name of the mail server in SMTP_URL is not known.',
  etimedout: 'The mail server of SMTP_URL did not answer in time.',
  etls: 'No safe connection to the mail server of SMTP_URL could be made.',
  eenvelope: 'The mail server refused the sender or the recipient.',
  emessage: 'The mail server refused the mail.',
}

/** @param smtpUrl - `smtp://user:password@host:port`; `smtps` speaks TLS from the first byte. */
function openTransport(smtpUrl: string): Transporter {
  const { protocol, hostname, port, username, password } = new URL(smtpUrl)
  const secure = protocol === 'smtps:'
  return createTransport({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    ...(username !== '' && {
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    logger: false,
  })
}
