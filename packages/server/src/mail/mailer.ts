import type { AlertMail, Clock, Log, Sync } from 'calendly-sync-engine'
import { errorCode } from 'calendly-sync-engine'
import type { Mail } from './open.ts'

export interface MailerOptions {
  readonly sync: Pick<Sync, 'alerts'>
  readonly mail: Mail
  readonly log: Log
  readonly clock: Clock
  /** Ends the loop after the mail in hand. */
  readonly signal: AbortSignal
}

const lookEveryMs = 2000
const takenAtOnce = 10

/**
 * Sends the mails that are due, until the signal; any number of processes may do so, each mail is one's alone. While the
 * database is away it waits.
 */
export async function sendMails({ sync, mail, log, clock, signal }: MailerOptions): Promise<void> {
  if (mail.problem) return
  while (!signal.aborted) {
    const count = await sendDue().catch((error: unknown) => {
      log.debug('mails could not be looked for; it is tried again', { error })
      return 0
    })
    if (count < takenAtOnce) await clock.sleep(lookEveryMs, signal).catch(() => {})
  }

  async function sendDue(): Promise<number> {
    const mails = await sync.alerts.mails.take(takenAtOnce)
    // One after the other: a server of mails takes offence at many connections. What the end cuts off comes back.
    for (const one of mails) if (!signal.aborted) await sendOne(one)
    return mails.length
  }

  async function sendOne(one: AlertMail): Promise<void> {
    const to = mail.addressOf(one)
    if (to === null) return sync.alerts.mails.settle(one.id, 'moot')
    try {
      await mail.send(one, to)
    } catch (error) {
      const failure = errorCode(error) ?? 'unknown'
      log.warn('📪 [Mail] a mail could not be sent; it is tried again', { mailId: one.id, code: failure })
      return sync.alerts.mails.settle(one.id, { failure })
    }
    log.info('📫 [Mail] sent', { mailId: one.id, type: one.type })
    await sync.alerts.mails.settle(one.id, 'sent')
  }
}
