/**
 * How a column takes news (design: "The one idea"; `status` has its own rule, canceled is final):
 * - `stamped` follows the source's own `updated_at`;
 * - `kept`    follows the stamp but is never erased by a null (the facts of a cancellation);
 * - `fading`  follows the stamp, except that what Calendly nulls by age erases nothing (a fact marked `faded`).
 */
export type ColumnRule = 'stamped' | 'kept' | 'fading'

export type ColumnType = 'text' | 'integer' | 'boolean' | 'jsonb' | 'timestamptz'

/** One Calendly resource: where it is listed, which webhooks speak of it, its table, its columns, its rows. */
export interface Resource<Fact extends StampedFact> {
  /** Table in schema `calendly_sync`, keyed by (`user_id`, `uuid`). */
  readonly table: string
  /** Path template of its list on Calendly's API. */
  readonly listedAt: string
  /** Webhook events whose payload is this resource. */
  readonly webhooks: readonly string[]
  readonly columns: {
    readonly [Name in Exclude<keyof Fact, keyof StampedFact>]: readonly [ColumnType, ColumnRule]
  }
  /**
   * Normalises a payload.
   *
   * @param body - the object as Calendly sent it; any member may be missing or odd.
   * @param nowMs - epoch milliseconds, to tell a detail that faded by age from one that was taken away.
   * @returns the fact, or undefined when the payload has no identity or no time and so can be no row.
   */
  fact(body: unknown, nowMs: number): Fact | undefined
}

/** What every fact carries beside its own columns. */
export interface StampedFact {
  readonly uuid: string
  readonly status: string
  /** The source's stamp, ISO 8601 text at the precision it was sent with. Orders facts. */
  readonly updated_at: string
  /** Fingerprint of the columns a user could see; equal digests need no write. */
  readonly digest: string
  /** True when nulls in `fading` columns come from age. */
  readonly faded: boolean
  /** The payload as sent, cleaned of what jsonb cannot hold. */
  readonly raw: object
}
