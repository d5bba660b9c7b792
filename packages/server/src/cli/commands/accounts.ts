import { type AccountStatus, type Matching, SyncError } from 'calendly-sync-engine'
import { type Command, Option } from 'commander'
import type { CliIo } from '../io.ts'
import { type Result, runInstalled, type Tools } from '../run.ts'
import { showAccount } from '../show.ts'
import { namedUser, whichUser } from '../who.ts'

interface Options {
  readonly json?: boolean
}

interface Pair extends Options {
  readonly user: string
  readonly calendly: string
  readonly shared?: boolean
}

interface Disconnecting extends Options {
  readonly user?: string
  readonly data: 'keep' | 'erase'
}

/** `accounts list|link|unlink|disconnect`: which user of ours is which member of the Calendly organization. */
export function addAccounts(program: Command, io: CliIo, end: (exitCode: number) => void): void {
  const accounts = program
    .command('accounts')
    .description('which user is which member of the Calendly organization, where people sign in')
  accounts
    .command('list')
    .description('every account; users without one, and why; members that nobody is linked with')
    .option('--json', 'answer as JSON')
    .action(async (options: Options) => end(await runInstalled(io, options, list)))
  accounts
    .command('disconnect <account>')
    .description('remove an account with its tokens and its subscription; see: calendly-sync status')
    .option('--user <id>', 'whose it is, where people sign in')
    .addOption(
      new Option('--data <what>', 'what becomes of the meetings that only this account has shown')
        .choices(['keep', 'erase'])
        .default('keep'),
    )
    .option('--json', 'answer as JSON')
    .action(async (account: string, options: Disconnecting) =>
      end(await runInstalled(io, options, (tools) => disconnect(tools, account, options))),
    )
  const verbs = {
    link: 'link a user with a member, whatever their e-mail addresses; the first import begins at once',
    unlink:
      'undo a link: nothing is synced any more, what is stored stays, and no match by e-mail links it again',
  }
  for (const [verb, description] of Object.entries(verbs)) {
    const command = accounts
      .command(verb)
      .description(description)
      .requiredOption('--user <id or e-mail>', 'a user of yours')
      .requiredOption('--calendly <e-mail or URI>', 'a member of the Calendly organization')
      .option('--json', 'answer as JSON')
      .action(async (pair: Pair) =>
        end(
          await runInstalled(io, pair, (tools) =>
            verb === 'link' ? link(tools, pair) : unlink(tools, pair),
          ),
        ),
      )
    if (verb === 'link')
      command.option('--shared', 'also when another user is linked with the member: both see the meetings')
  }
}

async function list({ sync }: Tools): Promise<Result> {
  await sync.migrate()
  const matching = await sync.linking.list()
  return { data: matching, text: show(matching) }
}

async function link({ sync, config }: Tools, { user, calendly, shared }: Pair): Promise<Result> {
  await sync.migrate()
  const linked = await sync.linking.link(namedUser(user, config), calendly, { isShared: shared })
  const { isRunning } = await sync.scheduler()
  const next = isRunning ? 'The first import begins.' : 'The first import begins with: calendly-sync serve'
  return { data: linked, text: `User ${linked.userId} is linked with ${linked.calendlyUser}. ${next}` }
}

async function unlink({ sync, config }: Tools, { user, calendly }: Pair): Promise<Result> {
  await sync.migrate()
  const unlinked = await sync.linking.unlink(namedUser(user, config), calendly)
  return {
    data: unlinked,
    text: `User ${unlinked.userId} is not linked with ${unlinked.calendlyUser} any more. What is stored stays.`,
  }
}

async function disconnect(
  { sync, config }: Tools,
  account: string,
  { user, data }: Disconnecting,
): Promise<Result> {
  await sync.migrate()
  const userId = await whichUser(sync, config, user)
  const isKnown = (await sync.accounts.list(userId)).some(({ id }) => id === account)
  if (!isKnown || !(await sync.accounts.disconnect(userId, account, data)))
    throw new SyncError('not_found', `User ${userId} has no account ${account}. See: calendly-sync status`)
  const meetings = data === 'erase' ? 'What only it has shown is erased.' : 'What is stored stays.'
  return { data: { disconnected: account, data }, text: `Account ${account} is disconnected. ${meetings}` }
}

function show({ accounts, unmatchedUsers, unmatchedUserCount, unmatchedMembers }: Matching): string {
  const more = unmatchedUserCount - unmatchedUsers.length
  return [
    `Accounts: ${accounts.length}`,
    ...accounts.map(showLinked),
    `Users without an account: ${unmatchedUserCount}`,
    ...unmatchedUsers.map(
      ({ id, email, problem }) => `  ${id} (${email ?? 'no e-mail'}): ${problem.message} ${problem.nextStep}`,
    ),
    ...(more > 0 ? [`  and ${more} more`] : []),
    `Members that nobody is linked with: ${unmatchedMembers.length}`,
    ...unmatchedMembers.map(
      ({ uri, email, name, role }) => `  ${name ?? uri} (${[email, role].filter(Boolean).join(', ')}) ${uri}`,
    ),
  ].join('\n')
}

function showLinked(account: AccountStatus & { readonly userId: string }): string {
  return `user ${account.userId}: ${showAccount(account)}`.replace(/^/gm, '  ')
}
