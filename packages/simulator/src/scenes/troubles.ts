import type { FaultEffect } from '../faults/types.ts'
import type { Scene, Stage } from './scene.ts'

const SECOND_MS = 1000
const STORM_MS = 45 * SECOND_MS

export const rateLimit: Scene = {
  name: 'rate-limit',
  title: 'A 429 storm',
  what: 'Calendly refuses every call for 45 s: a check waits with a countdown and goes on by itself.',
  play: (stage) => {
    const headers = { 'retry-after': '15', 'x-ratelimit-remaining': '0' }
    spoil(stage, { kind: 'status', status: 429, headers }, STORM_MS)
    return 'Calendly limits every call for 45 seconds.'
  },
}

export const outage: Scene = {
  name: 'outage',
  title: 'An outage',
  what: 'Calendly answers with errors for 45 s: the check fails, the list stays as it was and says from when it is.',
  play: (stage) => {
    spoil(stage, { kind: 'status', status: 503 }, STORM_MS)
    return 'Calendly is down for 45 seconds.'
  },
}

export const webhookFailing: Scene = {
  name: 'webhook-failing',
  title: 'A failing webhook',
  what: 'Calendly could not deliver: failing since now, with a countdown to its being switched off.',
  play: ({ webhooks }) => {
    const active = webhooks.subscriptions().filter(({ state }) => state === 'active')
    for (const { uri } of active) webhooks.fail(uri)
    return active.length === 0 ? undefined : 'Deliveries have begun to fail.'
  },
}

export const webhookDisabled: Scene = {
  name: 'webhook-disabled',
  title: 'A disabled webhook',
  what: 'Calendly has switched the webhook off, in silence: the next check puts it right and reads the gap.',
  play: ({ webhooks }) => {
    const active = webhooks.subscriptions().filter(({ state }) => state === 'active')
    for (const { uri } of active) webhooks.disable(uri)
    return active.length === 0 ? undefined : 'Calendly has switched the webhook off.'
  },
}

export const signInRevoked: Scene = {
  name: 'sign-in-revoked',
  title: 'A revoked sign-in',
  what: 'Calendly does not accept the token any more, until “All is well” is played: the account asks to be reconnected.',
  play: ({ faults }) => {
    faults.add({
      kind: 'status',
      status: 401,
      body: { title: 'Unauthenticated', message: 'The access token is invalid' },
    })
    return 'The token is not accepted any more.'
  },
}

export const calm: Scene = {
  name: 'calm',
  title: 'All is well',
  what: 'Ends every trouble.',
  play: ({ faults, webhooks }) => {
    faults.clear()
    webhooks.conduct({})
    return 'Every trouble is over.'
  },
}

/** Spoils every answer for a while. */
function spoil({ faults, clock }: Stage, effect: FaultEffect, forMs: number): void {
  const untilMs = clock.now() + forMs
  faults.add({ ...effect, when: () => clock.now() < untilMs })
}
