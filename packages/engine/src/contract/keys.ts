/*
 * The keys that seal what is secret, and what becomes of that when they change.
 */

/** An encryption key, and what it seals. */
export interface KeyStatus {
  readonly id: string
  /** `newest` seals; `older` opens only; `missing` sealed something and is not there; `wrong` opens none of what it should. */
  readonly state: 'newest' | 'older' | 'missing' | 'wrong'
  /** Sealed with it. */
  readonly secrets: number
  /** Of these, what does not open though the rest does: changed or moved in the database. */
  readonly damaged: number
}

/** What sealing everything with the newest key came to. */
export interface Rotation {
  /** Secrets that were sealed anew. */
  readonly resealed: number
  /** Nothing is sealed with another key any more. */
  readonly isComplete: boolean
  readonly keys: readonly KeyStatus[]
}
