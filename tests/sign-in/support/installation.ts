import { randomBytes } from 'node:crypto'
import {
  startInstallation,
  type TestInstallation,
  type TestOptions,
  until,
} from '../../server/support/installation.ts'
import { freePort } from '../../support/server.ts'
import { type Person, personAt, secretIn } from './person.ts'

export const password = 'seven wise owls in a row'

export interface AccountsInstallation extends TestInstallation {
  /** Lines of the log with a link; waits for the one of the first start. */
  links(): Promise<readonly string[]>
  /** Somebody who is not signed in. */
  visitor(): Person
  /** The owner, made by the link of the first start. */
  owner(email?: string): Promise<Person>
  /** Somebody whom the owner invited. */
  member(owner: Person, email: string): Promise<Person>
}

/** A server with the built-in sign-in, on plain http on this machine. */
export async function startAccounts(options: TestOptions = {}): Promise<AccountsInstallation> {
  const port = await freePort()
  const server = await startInstallation({
    ...options,
    environment: {
      AUTH_MODE: 'accounts',
      HOST: '127.0.0.1',
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
      ...options.environment,
    },
  })
  const visitor = () => personAt(server.url)
  const links = () =>
    until(
      async () => server.log.filter((line) => line.includes('#invitation=')),
      (found) => found.length > 0,
    )
  return {
    ...server,
    links,
    visitor,
    async owner(email = 'olga@example.com') {
      return accept(visitor(), secretIn((await links()).join('\n')), { email })
    },
    async member(owner, email) {
      const { status, body } = await owner.post('/api/invitations', { email })
      if (status !== 201) throw new Error(`the invitation was answered with ${status}`)
      return accept(visitor(), secretIn(String(body.url)))
    },
  }
}

async function accept(person: Person, secret: string, more: object = {}): Promise<Person> {
  const { status, body } = await person.post('/api/invitations/accept', { secret, password, ...more })
  if (status !== 200) throw new Error(`the link was answered with ${status}: ${JSON.stringify(body)}`)
  return person
}
