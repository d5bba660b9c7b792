import { z } from 'zod'
import { MailError } from '../../../mail/open.ts'
import { HttpProblem } from '../../problem.ts'
import type { Route } from '../../route.ts'
import { audienceQuery, testAnswer } from '../../schemas/alert.ts'
import { audienceOf, obstacleTo } from './audience.ts'

/** Nobody needs more, and the mail server is somebody else's. */
const mostTests = 5
const windowMs = 600_000

export const testMail: Route = (app, { sync, mail }) => {
  const sent = new Map<string, number[]>()

  /** @throws HttpProblem 429 */
  function count(key: string): void {
    const now = Date.now()
    for (const [who, at] of sent) if (at.every((ms) => ms <= now - windowMs)) sent.delete(who)
    const recent = (sent.get(key) ?? []).filter((ms) => ms > now - windowMs)
    const [oldest = now] = recent
    if (recent.length >= mostTests) {
      const seconds = Math.ceil((oldest + windowMs - now) / 1000)
      const headers = { 'retry-after': String(seconds) }
      throw new HttpProblem(
        429,
        'too_many_tests',
        `Five test mails in ten minutes are enough. Try again in ${seconds} s.`,
        headers,
      )
    }
    sent.set(key, [...recent, now])
  }

  const schema = {
    summary: 'Send a test mail',
    description: 'To where alerts would go. `success: false` says why it was not sent.',
    tags: ['Alerts'],
    querystring: audienceQuery,
    body: z.strictObject({}).nullish(),
    response: { 200: testAnswer },
  }
  app.post('/api/alerts/test', { schema }, async (request) => {
    const audience = audienceOf(request, request.query.for)
    const address = audience === 'operator' ? null : await sync.alerts.address(audience.userId)
    const to = mail.addressOf({ audience, address })
    const problem = obstacleTo(mail, audience, to)
    if (problem || to === null) return { success: false, to, problem }
    count(audience === 'operator' ? audience : audience.userId)
    try {
      await mail.sendTest(to)
      return { success: true, to, problem: null }
    } catch (error) {
      if (!(error instanceof MailError)) throw error
      const { code, message } = error
      return { success: false, to, problem: { code, message, nextStep: 'Check SMTP_URL and MAIL_FROM.' } }
    }
  })
}
