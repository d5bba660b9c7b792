import type { Alert } from 'calendly-sync-engine'
import { expect, test } from 'vitest'
import { composeMail } from './compose.ts'

const links = { publicUrl: 'https://sync.example', unsubscribe: 'https://sync.example/u?token=a&b' }
const alert: Alert = {
  id: 'i1',
  kind: 'failing',
  state: 'open',
  code: 'timeout',
  account: {
    id: 'a1',
    name: 'Ada <b>"Lovelace"</b>\r\nBcc: everybody@example.com',
    email: 'ada@firm.example',
  },
  isOfInstallation: false,
  title: 'Checks fail',
  message: 'Calendly did not answer in time.',
  consequence: 'The list stays as it was.',
  nextStep: 'Nothing to do.',
  since: '2026-11-26T11:41:00Z',
  openedAt: '2026-11-26T12:11:00Z',
  healedAt: null,
  isMuted: false,
  mails: [],
}

test('it names the account, since when, what it means and what to do, in text and in HTML', () => {
  const mail = composeMail({ type: 'opened', alerts: [alert] }, links)
  for (const part of [mail.text, mail.html])
    for (const words of [
      'ada@firm.example',
      '26 Nov 2026, 11:41 UTC',
      'Calendly did not answer in time.',
      'The list stays as it was.',
      'Nothing to do.',
      'https://sync.example/?alert=i1',
    ])
      expect(part).toContain(words)
  expect(mail.html.match(/<a /g)).toHaveLength(2) // one button, and the way out
})

test('a name is text wherever it stands', () => {
  const mail = composeMail({ type: 'opened', alerts: [alert] }, links)
  expect(mail.subject).not.toMatch(/[\r\n]/)
  expect(mail.html).not.toContain('<b>')
  expect(mail.html).toContain('token=a&#38;b')
})

test('a digest is one mail about all that are open; what healed says how long it lasted', () => {
  const digest = composeMail(
    { type: 'digest', alerts: [alert, { ...alert, title: 'Webhooks do not arrive' }] },
    links,
  )
  expect(digest.subject).toBe('Still open: 2 alerts')
  expect(digest.text).toContain('Checks fail')
  expect(digest.text).toContain('Webhooks do not arrive')
  const healed = composeMail(
    { type: 'healed', alerts: [{ ...alert, state: 'healed', healedAt: '2026-11-26T13:00:00Z' }] },
    links,
  )
  expect(healed.subject).toMatch(/^Well again: Checks fail/)
  expect(healed.text).toContain('from 26 Nov 2026, 11:41 UTC to 26 Nov 2026, 13:00 UTC')
})
