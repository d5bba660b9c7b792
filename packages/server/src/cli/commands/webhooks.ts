import type { SubscriptionStatus, Sync } from 'calendly-sync-engine'
import type { Command } from 'commander'
import { exitCodes } from '../../outcomes.ts'
import type { CliIo } from '../io.ts'
import { type Result, runInstalled } from '../run.ts'
import { whoIsMeant } from '../who.ts'

interface Options {
  readonly user?: string
  readonly json?: boolean
}

type Verb = (sync: Sync, who: string | 'everyone') => Promise<Result>

/** `webhooks register|list|verify|rotate|remove`: the subscriptions that this installation makes at Calendly. */
export function addWebhooks(program: Command, io: CliIo, end: (exitCode: number) => void): void {
  const webhooks = program
    .command('webhooks')
    .description('the subscriptions that bring changes in real time')
    .addHelpText('after', '\nEvery subcommand takes --user and --json.')
  for (const [name, { description, verb }] of Object.entries(verbs)) {
    webhooks
      .command(name)
      .description(description)
      .option('--user <id>', 'one user, where people sign in; default: everybody')
      .option('--json', 'answer as JSON')
      .action(async (options: Options) =>
        end(
          await runInstalled(io, options, async ({ sync, config }) => {
            await sync.migrate()
            return verb(sync, await whoIsMeant(sync, config, options.user))
          }),
        ),
      )
  }
}

const verbs: Readonly<Record<string, { readonly description: string; readonly verb: Verb }>> = {
  register: {
    description: 'make what is missing, remove what is superfluous; every check does the same',
    verb: async (sync, who) => told(await sync.webhooks.register(who)),
  },
  list: {
    description: 'the subscriptions as last seen',
    verb: async (sync, who) => ({ ...told(await sync.webhooks.subscriptions(who)), exitCode: exitCodes.ok }),
  },
  verify: {
    description: 'send a signed delivery of no meaning to each URL, the way Calendly would',
    verb: verify,
  },
  rotate: {
    description: 'replace each subscription by one with a new key; nothing is lost meanwhile',
    verb: async (sync, who) => told(await sync.webhooks.rotate(who)),
  },
  remove: {
    description: 'remove the subscriptions that this installation made; the next check makes them again',
    verb: async (sync, who) => {
      const removed = await sync.webhooks.remove(who)
      return { data: { removed }, text: `${removed} subscription(s) removed.` }
    },
  },
}

async function verify(sync: Sync, who: string | 'everyone'): Promise<Result> {
  const proofs = await sync.webhooks.verify(who)
  const isWell = proofs.length > 0 && proofs.every((proof) => proof.isOk)
  const lines = proofs.map(
    ({ callbackUrl, isOk, message }) => `${isOk ? '✓' : '✗'} ${callbackUrl}\n  ${message}`,
  )
  return {
    data: { ok: isWell, proofs },
    text:
      lines.length > 0
        ? lines.join('\n')
        : 'There is no active subscription. Run: calendly-sync webhooks register',
    exitCode: isWell ? exitCodes.ok : exitCodes.failed,
  }
}

function told(subscriptions: readonly SubscriptionStatus[]): Result {
  const isWell = subscriptions.some(({ state }) => state === 'active')
  return {
    data: { subscriptions },
    text: subscriptions.map(show).join('\n') || 'No account is connected.',
    exitCode: isWell ? exitCodes.ok : exitCodes.failed,
  }
}

function show({
  state,
  scope,
  callbackUrl,
  lastDeliveryAt,
  failingSince,
  problem,
}: SubscriptionStatus): string {
  const lines = [
    `${state}${scope ? `, for the whole ${scope === 'user' ? 'calendar of the user' : 'organization'}` : ''}: ${callbackUrl ?? 'no subscription'}`,
    `  last delivery ${lastDeliveryAt ?? 'none yet'}${failingSince ? `; failing since ${failingSince}` : ''}`,
    ...(problem ? [`  ${problem.message} ${problem.nextStep}`] : []),
  ]
  return lines.join('\n')
}
