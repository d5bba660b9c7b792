import { Command, InvalidArgumentError, Option } from 'commander'
import { createSimulator, type Simulator, type SimulatorOptions } from './simulator.ts'
import type { WorldName } from './worlds/seed.ts'

interface Flags {
  port: number
  host: string
  world: WorldName
  meetings?: number
  seed: number
  rateLimit: number
  latency: number
  script?: number | true
  redirectUri?: string[]
}

/**
 * Runs the command: serves until SIGINT or SIGTERM.
 *
 * @param argv - as `process.argv`: the first two entries are skipped.
 */
export async function main(argv: readonly string[]): Promise<void> {
  const program = new Command('calendly-simulator')
    .description("A Calendly on this machine, for anyone who builds on Calendly's API")
    .option('--port <number>', 'port to listen on, 0 for any', wholeNumber, 4010)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .addOption(
      new Option('--world <name>', 'what is in it')
        .choices(['empty', 'adviser', 'firm', 'meetings'])
        .default('adviser'),
    )
    .option('--meetings <number>', 'how many meetings the world "meetings" holds (2000)', wholeNumber)
    .option('--seed <number>', 'the same seed gives the same world', wholeNumber, 1)
    .option('--rate-limit <number>', 'requests a minute and user, 0 for no limit', wholeNumber, 500)
    .option('--latency <ms>', 'milliseconds before every answer', wholeNumber, 0)
    .option('--redirect-uri <uri...>', 'where the OAuth app may send browsers besides port 3000')
    .option('--script [seconds]', 'let something happen every so many seconds (60)', wholeNumber)
  program.parse([...argv])
  await serve(program.opts<Flags>())
}

async function serve(flags: Flags): Promise<void> {
  const simulator = await createSimulator(optionsOf(flags)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error))
    process.exit(1)
  })
  const { url } = await simulator.listen({ port: flags.port, host: flags.host }).catch((error: unknown) => {
    const cause = error instanceof Error ? error.message : String(error)
    console.error(`The simulator cannot listen on ${flags.host}:${flags.port}: ${cause}. Try another --port.`)
    process.exit(1)
  })
  console.log(greeting(url, flags.world, simulator))
  const stop = () => {
    void simulator.close().then(() => process.exit(0))
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

function optionsOf(flags: Flags): SimulatorOptions {
  return {
    world: flags.world,
    seed: flags.seed,
    rateLimitPerMinute: flags.rateLimit === 0 ? Number.POSITIVE_INFINITY : flags.rateLimit,
    latencyMs: flags.latency,
    ...(flags.meetings === undefined ? {} : { meetings: flags.meetings }),
    ...(flags.redirectUri === undefined ? {} : { redirectUris: flags.redirectUri }),
    ...(flags.script === undefined
      ? {}
      : { scriptEveryMs: (flags.script === true ? 60 : flags.script) * 1000 }),
  }
}

function greeting(url: string, world: WorldName, { world: { size }, tokens, oauth }: Simulator): string {
  const { clientId, clientSecret, redirectUris } = oauth.standardClient
  return `Calendly Simulator at ${url}: world "${world}", ${size} meetings

  API       ${url}/users/me
  control   ${url}/control
  tokens    ${tokens.adviser} · ${tokens.admin} · ${tokens.member}
  OAuth     ${url}/oauth/authorize · app ${clientId} · secret ${clientSecret}
            back to ${redirectUris.join(' · ')}

  curl -H 'Authorization: Bearer ${tokens.adviser}' ${url}/users/me
  CALENDLY_API_URL=${url} CALENDLY_PERSONAL_ACCESS_TOKEN=${tokens.adviser} your-program
  CALENDLY_API_URL=${url} CALENDLY_AUTH_URL=${url} CALENDLY_CLIENT_ID=${clientId} CALENDLY_CLIENT_SECRET=${clientSecret} your-program
`
}

function wholeNumber(text: string): number {
  const number = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number)) {
    throw new InvalidArgumentError('It must be a whole number.')
  }
  return number
}
