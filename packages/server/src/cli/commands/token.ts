import type { Command } from 'commander'
import { SignJWT } from 'jose'
import type { Config } from '../../config.ts'
import { exitCodes } from '../../outcomes.ts'
import type { CliIo } from '../io.ts'
import { type Result, runPlain } from '../run.ts'

interface Options {
  readonly user: string
  readonly email?: string
  readonly admin?: boolean
  readonly minutes: string
  readonly json?: boolean
}

export function addToken(program: Command, io: CliIo, end: (exitCode: number) => void): void {
  program
    .command('token')
    .description('sign a short-lived token, to try AUTH_MODE=jwt without your platform')
    .option('--user <id>', 'subject of the token', '00000000-0000-4000-8000-000000000001')
    .option('--email <address>', 'e-mail, as verified by the sign-in')
    .option('--admin', 'an operator')
    .option('--minutes <number>', 'how long it is valid, 1 to 1440', '60')
    .option('--json', 'answer as JSON')
    .action(async (options: Options) => end(await runPlain(io, options, (config) => sign(config, options))))
}

async function sign(config: Config, { user, email, admin, minutes }: Options): Promise<Result> {
  const words = refusal(config)
  if (words) return { data: { error: words }, text: words.message, exitCode: words.exitCode }
  const lasts = Number(minutes)
  if (!Number.isInteger(lasts) || lasts < 1 || lasts > 1440) {
    const message = '--minutes must be a whole number from 1 to 1440.'
    return { data: { error: { code: 'usage', message } }, text: message, exitCode: exitCodes.usage }
  }
  const claims = {
    ...(email !== undefined && { email, email_verified: true }),
    ...(admin && { app_metadata: { role: 'admin' } }),
  }
  const unsigned = new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(user)
    .setIssuedAt()
    .setExpirationTime(`${lasts} minutes`)
  if (config.jwtIssuer !== undefined) unsigned.setIssuer(config.jwtIssuer)
  if (config.jwtAudience !== undefined) unsigned.setAudience(config.jwtAudience)
  const token = await unsigned.sign(new TextEncoder().encode(config.jwtSecret))
  return { data: { token }, text: token }
}

function refusal(config: Config) {
  if (config.authMode === 'local') {
    const message = 'Nobody has to sign in here (AUTH_MODE=local), so no token is needed.'
    return { code: 'not_needed', message, exitCode: exitCodes.ok }
  }
  if (config.authMode === 'accounts' && config.jwtJwksUrl === undefined && config.jwtSecret === undefined) {
    const message =
      'People sign in with their passwords here (AUTH_MODE=accounts). Programs may come with tokens once JWT_SECRET is set.'
    return { code: 'no_secret', message, exitCode: exitCodes.configuration }
  }
  if (config.jwtSecret === undefined) {
    const message =
      'Tokens are checked with JWT_JWKS_URL, whose private key only your platform has: let it sign one.'
    return { code: 'no_secret', message, exitCode: exitCodes.configuration }
  }
  return undefined
}
