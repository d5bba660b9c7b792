import type { InviteeDetail } from '../api/types.ts'
import { ClientLink } from '../client/client-link.tsx'
import { safeUrl } from '../meetings/words.ts'
import { Badge } from '../parts/badge.tsx'
import { CopyButton } from '../parts/copy-button.tsx'

/** One seat: who, in which state, what they answered. */
export function Invitee(props: {
  readonly invitee: InviteeDetail
  /** The seat can still be moved, where Calendly has told by which link. */
  readonly canMove: boolean
  /** Whose seat it is, where that is known. */
  readonly clientId: string | null | undefined
}) {
  const { invitee, canMove, clientId } = props
  const moveUrl = canMove ? safeUrl(invitee.rescheduleUrl) : undefined
  const isOut = invitee.status === 'canceled'
  const facts = [...factsOf(invitee.payment, 'Payment'), ...factsOf(invitee.tracking, 'Source')]
  return (
    <li className="rounded-md border border-line p-3">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className={`font-medium ${isOut ? 'text-muted line-through' : ''}`}>
          <ClientLink id={clientId} name={invitee.name || invitee.email || 'Unnamed'} />
        </span>
        {isOut && (
          <Badge tone="bad" icon="close">
            Cancelled
          </Badge>
        )}
        {invitee.noShow && (
          <Badge tone="late" icon="absent">
            No-show
          </Badge>
        )}
      </p>
      {invitee.email && (
        <a
          href={`mailto:${encodeURIComponent(invitee.email)}`}
          className="text-sm text-accent underline underline-offset-2"
        >
          {invitee.email}
        </a>
      )}
      {isOut && (invitee.canceledBy || invitee.cancelReason) && (
        <p className="mt-1 text-sm text-muted">
          <bdi>
            {[invitee.canceledBy && `By ${invitee.canceledBy}`, invitee.cancelReason]
              .filter(Boolean)
              .join(': ')}
          </bdi>
        </p>
      )}
      {(invitee.answers.length > 0 || facts.length > 0) && (
        <dl className="mt-2 space-y-1.5 text-sm">
          {[
            ...invitee.answers.map(({ question, answer }) => [question ?? 'Question', answer ?? ''] as const),
            ...facts,
          ].map(([name, value]) => (
            <div key={`${name} ${value}`}>
              <dt className="text-muted">
                <bdi>{name}</bdi>
              </dt>
              <dd className="whitespace-pre-line">
                <bdi>{value === '' ? 'No answer' : value}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {moveUrl && (
        <div className="mt-2">
          <CopyButton text={moveUrl} label="Copy reschedule link" />
        </div>
      )}
    </li>
  )
}

/** Whatever Calendly tells as plain values, named by its own words: `utm_source` becomes "Source: utm source". */
function factsOf(
  facts: Readonly<Record<string, unknown>> | null,
  title: string,
): (readonly [string, string])[] {
  return Object.entries(facts ?? {}).flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? [[`${title}: ${name.replaceAll('_', ' ')}`, String(value)] as const]
      : [],
  )
}
