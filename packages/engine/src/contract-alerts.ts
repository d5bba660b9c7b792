import type { Instant } from './contract.ts'

/* What people are told of without asking: incidents, not single failures. The rules of contract.ts hold here as well. */

/** `import` is a notice, the others last until they heal; `outage` and `clock` are the installation's. */
export type AlertKind =
  | 'reconnect'
  | 'failing'
  | 'stale'
  | 'webhook'
  | 'brake'
  | 'import'
  | 'clock'
  | 'outage'

/** Something that has been wrong for long enough; one for each cause and account. */
export interface Alert {
  readonly id: string
  readonly kind: AlertKind
  readonly state: 'open' | 'healed'
  /** Of the problem behind it. */
  readonly code: string | null
  /** Null: it is about the installation, or about a token that serves several accounts. */
  readonly account: {
    readonly id: string
    readonly name: string | null
    readonly email: string | null
  } | null
  /** It is the operators'. */
  readonly isOfInstallation: boolean
  readonly title: string
  readonly message: string
  /** What it means for the list of meetings. */
  readonly consequence: string
  readonly nextStep: string
  /** When it began; `openedAt` is when it had lasted long enough. */
  readonly since: Instant
  readonly openedAt: Instant
  readonly healedAt: Instant | null
  readonly isMuted: boolean
  /** Mails about it, as they went out. */
  readonly mails: readonly { readonly type: MailType; readonly sentAt: Instant }[]
}

export interface AlertQuery {
  /** Default: open. */
  readonly state?: 'open' | 'healed' | 'all'
  readonly kind?: AlertKind
  readonly accountId?: string
  readonly limit?: number
  readonly cursor?: string
}

/** What somebody wants to know of a kind. */
export interface KindRule {
  readonly kind: AlertKind
  readonly title: string
  readonly description: string
  readonly isOn: boolean
  readonly isMailed: boolean
  /** It must have lasted so long. */
  readonly afterMinutes: number
}

export interface AlertRules {
  /** No mails at all when false. */
  readonly mail: boolean
  /** One mail a day while something is open. */
  readonly digest: boolean
  readonly kinds: readonly KindRule[]
}

export interface AlertRulesChange {
  readonly mail?: boolean
  readonly digest?: boolean
  readonly kinds?: Readonly<
    Partial<Record<AlertKind, Partial<Pick<KindRule, 'isOn' | 'isMailed' | 'afterMinutes'>>>>
  >
}

export type MailType = 'opened' | 'digest' | 'healed'

/** Whose rules and mails: a user's own, or the operators', about the installation. */
export type Audience = { readonly userId: string } | 'operator'

/** A mail that is to be sent, or shown as it would be. */
export interface AlertMail {
  readonly id: string
  readonly type: MailType
  readonly audience: Audience
  /** Vouched for by whoever signs the user in; null: none is. Of operators it is a matter of configuration. */
  readonly address: string | null
  /** One, but of a digest all that are open. */
  readonly alerts: readonly Alert[]
}

export interface Alerts {
  /** Own ones; operators see the installation's as well. @throws SyncError `bad_cursor` */
  list(
    viewer: { readonly userId: string; readonly isOperator: boolean },
    query?: AlertQuery,
  ): Promise<{ readonly data: readonly Alert[]; readonly nextCursor: string | null }>
  rules(audience: Audience): Promise<AlertRules>
  /** @param actor - who changes them; null: whoever had the link of a mail. */
  changeRules(audience: Audience, change: AlertRulesChange, actor: string | null): Promise<AlertRules>
  /** Where mails of a user go; null: no address is known, or nobody vouches for it. */
  address(userId: string): Promise<string | null>
  /** The mail as it would be sent now: about an open incident of this kind, else about an invented one. */
  sample(audience: Audience, kind: AlertKind, type: MailType): Promise<AlertMail>
  readonly mails: {
    /** Takes mails to send; each is taken by one process, and comes back if it is not settled within two minutes. */
    take(limit: number): Promise<readonly AlertMail[]>
    /**
     * @param result - `moot`: it is not to be sent after all. A failure is a code; the mail is tried again, later each
     *   time, and given up after eight tries.
     */
    settle(id: string, result: 'sent' | 'moot' | { readonly failure: string }): Promise<void>
  }
}
