import type { Alert, AlertMail } from 'calendly-sync-engine'

/** A mail as it is sent, without its addresses. */
export interface ComposedMail {
  readonly subject: string
  readonly text: string
  readonly html: string
}

export interface MailLinks {
  /** PUBLIC_URL, without a slash at its end. */
  readonly publicUrl: string
  /** Ends mails of the first alert's kind for whoever opens it. */
  readonly unsubscribe: string
}

/**
 * Writes the mail about an incident, or about all that are open. It names the account, since when, what it means and what
 * to do, has one button, and holds nothing of any meeting or client. Pure.
 */
export function composeMail(
  { type, alerts }: Pick<AlertMail, 'type' | 'alerts'>,
  links: MailLinks,
): ComposedMail {
  const [first] = alerts
  const [lead] = type === 'digest' ? [leadOfDigest(alerts.length)] : [leads[type]]
  const button = {
    label: 'Look at it',
    url: `${links.publicUrl}/${first && alerts.length === 1 ? `?alert=${first.id}` : ''}`,
  }
  const blocks = alerts.map((alert) => ({ heading: headingOf(alert), facts: factsOf(alert) }))
  const footer = [
    'You get this mail because alerts are on. It holds nothing of your meetings and clients.',
    `No more mails of this kind: ${links.unsubscribe}`,
  ]
  return {
    subject: subjectOf(type, alerts),
    text: `${[
      lead,
      ...blocks.map(({ heading, facts }) =>
        [heading, ...facts.map(([name, words]) => `  ${name}: ${words}`)].join('\n'),
      ),
      `${button.label}: ${button.url}`,
      ['-- ', ...footer].join('\n'),
    ].join('\n\n')}\n`,
    html: page(lead ?? '', blocks, button, links.unsubscribe),
  }
}

const leads = {
  opened: 'Something has been wrong for long enough that you should know.',
  healed: 'It is well again. Nothing has to be done.',
} as const

function leadOfDigest(count: number): string {
  return count === 1
    ? 'This is still open; you are told once a day until it is over.'
    : `These ${count} are still open; you are told once a day until they are over.`
}

function subjectOf(type: AlertMail['type'], alerts: readonly Alert[]): string {
  const [first] = alerts
  if (type === 'digest' && alerts.length !== 1) return `Still open: ${alerts.length} alerts`
  const heading = first ? headingOf(first) : ''
  if (type === 'healed') return `Well again: ${heading}`
  return type === 'digest' ? `Still open: ${heading}` : heading
}

/** Names may hold anything; a heading is one line. */
function headingOf({ title, account }: Alert): string {
  const name = account?.name ?? account?.email
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return (name ? `${title}: ${name}` : title).replace(/[\u0000-\u001f\u007f]+/g, ' ').slice(0, 200)
}

function factsOf(alert: Alert): (readonly [string, string])[] {
  const { account, kind, state, message, consequence, nextStep, since, healedAt } = alert
  const about: (readonly [string, string])[] = account?.email ? [['Account', account.email]] : []
  if (kind === 'import') return [...about, ['What happened', message], ['What it means', consequence]]
  if (state === 'healed')
    return [
      ...about,
      ['It lasted', `from ${moment(since)} to ${moment(healedAt ?? since)}`],
      ['It was', message],
    ]
  return [
    ...about,
    ['Since', moment(since)],
    ['What happened', message],
    ['What it means', consequence],
    ['What to do', nextStep],
  ]
}

/** `26 Nov 2026, 12:41 UTC`: no zone of the reader's is known. */
function moment(instant: string): string {
  const words = new Date(instant).toLocaleString('en-GB', {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  })
  return `${words} UTC`
}

function page(
  lead: string,
  blocks: readonly { readonly heading: string; readonly facts: readonly (readonly [string, string])[] }[],
  button: { readonly label: string; readonly url: string },
  unsubscribe: string,
): string {
  const rows = (facts: readonly (readonly [string, string])[]) =>
    facts
      .map(
        ([name, words]) =>
          `<tr><th scope="row" style="text-align:left;vertical-align:top;padding:4px 16px 4px 0;font-weight:600;white-space:nowrap">${escapeHtml(name)}</th><td style="padding:4px 0">${escapeHtml(words)}</td></tr>`,
      )
      .join('')
  const sections = blocks
    .map(
      ({ heading, facts }) =>
        `<h2 style="font-size:18px;margin:24px 0 8px">${escapeHtml(heading)}</h2><table role="presentation" style="border-collapse:collapse">${rows(facts)}</table>`,
    )
    .join('')
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
<body style="font-family:system-ui,sans-serif;font-size:15px;line-height:1.5;color:#1a1a1a;max-width:640px;margin:0 auto;padding:16px">
<p>${escapeHtml(lead)}</p>${sections}
<p style="margin:24px 0"><a href="${escapeHtml(button.url)}" style="background:#0b5cad;color:#fff;padding:10px 18px;border-radius:6px;text-decoration:none">${escapeHtml(button.label)}</a></p>
<p style="font-size:13px;color:#555">You get this mail because alerts are on. It holds nothing of your meetings and clients. <a href="${escapeHtml(unsubscribe)}" style="color:#555">No more mails of this kind</a></p>
</body></html>
`
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
