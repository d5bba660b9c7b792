import { createHmac } from 'node:crypto'

/**
 * The value of `Calendly-Webhook-Signature`: `t=<unix seconds>,v1=<hex>`, where v1 is the HMAC-SHA256 of
 * `t + "." + body` (Calendly developer docs, "Webhook signatures").
 *
 * @param body - the text whose UTF-8 bytes are sent.
 * @param t - unix seconds.
 */
export function signatureOf(key: string, body: string, t: number): string {
  return `t=${t},v1=${createHmac('sha256', key).update(`${t}.${body}`).digest('hex')}`
}
