import type { Sync } from 'calendly-sync-engine'
import type { Command } from 'commander'
import { z } from 'zod'
import { exitCodes } from '../../outcomes.ts'
import type { SignIn } from '../../sign-in/open.ts'
import type { CliIo } from '../io.ts'
import { type Result, runInstalled } from '../run.ts'

interface Options {
  readonly owner?: boolean
  readonly json?: boolean
}

/** What the verbs use: who may sign in, and where it is noted what is done about it. */
type Desk = SignIn & Pick<Sync, 'audit'>

type Verb = (desk: Desk, email: string, options: Options) => Promise<Result>

/** `people list|invite|remove`: who may sign in where AUTH_MODE=accounts. */
export function addPeople(program: Command, io: CliIo, end: (exitCode: number) => void): void {
  const people = program.command('people').description('who may sign in (AUTH_MODE=accounts)')
  const run = async (options: Options, email: string, verb: Verb) =>
    end(
      await runInstalled(io, options, async ({ sync, signIn }) => {
        if (!signIn) return notHere()
        await sync.migrate()
        return verb({ ...signIn, audit: sync.audit }, email.toLowerCase(), options)
      }),
    )
  people
    .command('list')
    .description('people, and invitations that wait')
    .option('--json', 'answer as JSON')
    .action((options: Options) => run(options, '', list))
  people
    .command('invite <email>')
    .description('a link to hand over: somebody new signs in with it, somebody known chooses a new password')
    .option('--owner', 'somebody new may invite people and operate the server')
    .option('--json', 'answer as JSON')
    .action((email: string, options: Options) => run(options, email, invite))
  people
    .command('remove <email>')
    .description('take the right to sign in, at once; meetings and accounts stay')
    .option('--json', 'answer as JSON')
    .action((email: string, options: Options) => run(options, email, remove))
}

async function list({ people, invitations }: SignIn): Promise<Result> {
  const [here, waiting] = [await people.list(), await invitations.list()]
  const lines = [
    ...here.map(({ email, name, role, createdAt }) => `${email}  ${name}, ${role} since ${createdAt}`),
    ...waiting.map(({ email, role, expiresAt }) => `${email}  invited as ${role} until ${expiresAt}`),
  ]
  return {
    data: { people: here, invitations: waiting },
    text: lines.join('\n') || 'Nobody may sign in yet. The log of the server has a link for the owner.',
  }
}

const dayMs = 86_400_000

async function invite(
  { people, invitations, audit }: Desk,
  email: string,
  options: Options,
): Promise<Result> {
  if (!z.email().safeParse(email).success) return wrongAddress(email)
  const known = await people.find(email)
  const role = known?.role ?? (options.owner ? 'owner' : 'member')
  const lastsMs = known ? dayMs : 7 * dayMs
  const { id, ...link } = await invitations.make({ email, role, madeBy: 'shell', lastsMs })
  const facts = { invitationId: id, role }
  await audit.note({ about: 'installation', actor: null, action: 'invitation.made', facts })
  const what = known ? `${email} chooses a new password` : `${email} may sign in as ${role}`
  return {
    data: { email, role, isKnown: known !== undefined, ...link },
    text: `${what} with this link, once, until ${link.expiresAt}:\n${link.url}`,
  }
}

async function remove({ people, audit }: Desk, email: string): Promise<Result> {
  const known = await people.find(email)
  const isRemoved = known !== undefined && (await people.remove(known.id))
  if (isRemoved) {
    const facts = { personId: known.id }
    await audit.note({ about: 'installation', actor: null, action: 'person.removed', facts })
  }
  return {
    data: { removed: isRemoved },
    text: isRemoved ? `${email} may not sign in any more.` : `Nobody signs in as ${email}.`,
    exitCode: isRemoved ? exitCodes.ok : exitCodes.failed,
  }
}

function notHere(): Result {
  const message = 'People sign in here only with AUTH_MODE=accounts. Set it, and PUBLIC_URL.'
  return {
    data: { error: { code: 'not_needed', message } },
    text: message,
    exitCode: exitCodes.configuration,
  }
}

function wrongAddress(email: string): Result {
  const message = `${JSON.stringify(email)} is no e-mail address.`
  return { data: { error: { code: 'usage', message } }, text: message, exitCode: exitCodes.usage }
}
