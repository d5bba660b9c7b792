/** How long messages may fail before the subscription is disabled, and a single message is sent again. */
export const outageMs = 24 * 3_600_000

/**
 * When a message is sent again (Calendly developer docs, "Webhook errors": exponential back-off for 24 hours;
 * number and spacing are not given, see the quirk `firstRetryMs`).
 *
 * @param failures - how often it has failed, 1 after the first attempt.
 * @param firstMs - when it was first to be sent, epoch milliseconds.
 * @returns epoch milliseconds, undefined when its 24 hours would be over by then.
 */
export function nextAttemptMs(
  failures: number,
  firstMs: number,
  nowMs: number,
  firstRetryMs: number,
): number | undefined {
  const dueMs = nowMs + firstRetryMs * 2 ** (failures - 1)
  return dueMs < firstMs + outageMs ? dueMs : undefined
}
