import { PassThrough } from 'node:stream'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from '../../packages/server/src/cli/program.ts'
import { type Json, rows } from '../server/support/installation.ts'
import { type AccountsInstallation, password, startAccounts } from './support/installation.ts'
import { type Person, secretIn } from './support/person.ts'

/* Who invited, came, went and changed a password is in the timeline, of whom it concerns, and holds no secret. */

const encryptionKeys = `k1:${Buffer.alloc(32, 7).toString('base64')}`
const nextPassword = 'eight brave bears on a boat'

let server: AccountsInstallation
let owner: Person

beforeAll(async () => {
  server = await startAccounts({ environment: { ENCRYPTION_KEYS: encryptionKeys } })
  owner = await server.owner()
})
afterAll(async () => {
  expect(await server.stop()).toBe(0)
})

const entries = async (person: Person): Promise<readonly Json[]> =>
  rows((await person.get('/api/activity?fold=false')).body.data).filter(({ kind }) => String(kind) !== 'run')
const titles = async (person: Person) => (await entries(person)).map(({ title }) => title)

test('what people do about signing in is told to whom it concerns', async () => {
  const member = await server.member(owner, 'clara@falkenberg-partner.example')
  const { id } = (await member.get('/api/session')).body.person ?? {}
  await member.send('PUT', '/api/session/password', { current: password, next: nextPassword })
  await member.send('DELETE', '/api/session?which=all')
  await member.post('/api/session', { email: 'clara@falkenberg-partner.example', password: nextPassword })
  await fetch(`${server.url}/api/meetings.csv`, { headers: { cookie: member.cookie } })
  const own = await titles(member)
  expect(own).toEqual([
    'Meetings exported',
    'Signed in',
    'Signed out everywhere',
    'Password changed',
    'Invitation accepted',
  ])

  const invited = await owner.post('/api/invitations', { email: 'jonas@falkenberg-partner.example' })
  const [waiting] = rows((await owner.get('/api/invitations')).body.data)
  await owner.send('DELETE', `/api/invitations/${waiting?.id}`)
  await owner.send('DELETE', `/api/people/${id}`)
  expect(await entries(owner)).toMatchObject([
    { title: 'Person removed', kind: 'sign-in', facts: { who: 'you', personId: id } },
    { title: 'Invitation withdrawn', facts: { who: 'you', invitationId: waiting?.id } },
    { title: 'Invitation made', facts: { who: 'you', invitationId: waiting?.id, role: 'member' } },
    { title: 'Invitation accepted', facts: { who: 'somebody else', role: 'member' } },
    { title: 'Invitation made', facts: { who: 'you' } },
    // The first owner's: once for the installation, once as the own.
    { title: 'Invitation accepted', facts: { role: 'owner' } },
    { title: 'Invitation accepted', facts: { role: 'owner' } },
  ])
  expect(secretIn(String(invited.body.url))).toHaveLength(43)
})

test('what is done at the shell is told as well', async () => {
  const run = async (...words: string[]) => {
    const [out, err] = [new PassThrough(), new PassThrough()]
    const environment = {
      AUTH_MODE: 'accounts',
      PUBLIC_URL: server.url,
      DATABASE_URL: server.connectionString,
      ENCRYPTION_KEYS: encryptionKeys,
      CALENDLY_PERSONAL_ACCESS_TOKEN: server.simulator.tokens.adviser,
      CALENDLY_API_URL: server.url,
    }
    const { signal } = new AbortController()
    const folder = '/nowhere'
    const exitCode = await runCli(words, { environment, folder, out, err, isTerminal: false, signal })
    expect({ exitCode, err: String(err.read() ?? '') }).toEqual({ exitCode: 0, err: '' })
    return String(out.read() ?? '')
  }
  const secret = secretIn(await run('people', 'invite', 'dora@example.com'))
  await server.visitor().post('/api/invitations/accept', { secret, password })
  await run('people', 'remove', 'dora@example.com')
  expect(await entries(owner)).toMatchObject([
    { title: 'Person removed', facts: { who: 'shell' } },
    { title: 'Invitation accepted' },
    { title: 'Invitation made', facts: { who: 'shell', role: 'member' } },
    ...Array(7).fill({}),
  ])
})

test('the log holds no secret and no address', async () => {
  const client = new pg.Client({ connectionString: server.connectionString })
  await client.connect()
  const { rows: all } = await client.query<{ text: string }>(
    'SELECT string_agg(l::text, $$\n$$) AS text FROM calendly_sync.audit_log l',
  )
  await client.end()
  const text = all[0]?.text ?? ''
  expect(text).toContain('session.opened')
  for (const secret of [password, nextPassword, owner.cookie.split('=')[1] ?? '-', '@'])
    expect(text).not.toContain(secret)
  for (const line of server.log.filter((said) => said.includes('#invitation=')))
    expect(text).not.toContain(secretIn(line))
})
