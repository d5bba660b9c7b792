import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OAuthStage, openOAuthStage } from './support/oauth.ts'
import type { Orders } from './support/refresh-process.ts'

/* H24, F14: a refresh token is good for one question, whoever and how many want a new token at the same moment. */

const rounds = process.env.PROVE ? 100 : 10
const workers = 50
const program = new URL('./support/refresh-process.ts', import.meta.url).pathname

let stage: OAuthStage
let credential: string
const processes: Crowd[] = []

beforeAll(async () => {
  stage = await openOAuthStage()
  await stage.connect(await stage.newUser(), stage.rig.simulator.people.member)
  const { rows } = await stage.rig.pool.query('SELECT credential FROM calendly_sync.credentials')
  credential = rows[0].credential
  await stage.sync.stop()
  processes.push(await startCrowd(), await startCrowd())
}, 60_000)
afterAll(async () => {
  for (const one of processes) one.end()
  await stage?.close()
})

test(`${workers} workers in 2 processes meet an expired token, ${rounds} times: exactly one refresh each time`, async () => {
  const { rig } = stage
  const { oauth } = rig.simulator
  for (let round = 0; round < rounds; round++) {
    rig.clock.advance(61_000) // eight token calls a minute
    await rig.pool.query('UPDATE calendly_sync.credentials SET expires_at = now()')
    const before = oauth.tokenCalls.length
    const got = (await Promise.all(processes.map((one) => one.ask(credential)))).flat()
    expect(oauth.tokenCalls.slice(before).map((call) => call.outcome)).toEqual(['issued'])
    expect(got).toHaveLength(workers)
    expect(new Set(got).size).toBe(1)
    const answer = await fetch(`${rig.url}/users/me`, { headers: { authorization: `Bearer ${got[0]}` } })
    expect(answer.status).toBe(200)
  }
}, 600_000)

interface Crowd {
  ask(credential: string): Promise<string[]>
  end(): void
}

async function startCrowd(): Promise<Crowd> {
  const { rig, app, encryptionKeys, redirectUri } = stage
  const orders: Orders = {
    connectionString: rig.connectionString,
    key: encryptionKeys[0]?.key.toString('hex') ?? '',
    app: {
      clientId: app.clientId,
      clientSecret: app.clientSecret ?? '',
      authOrigin: rig.url,
      redirectUri,
    },
    workers: workers / 2,
  }
  const child: ChildProcess = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', program], {
    env: { ...process.env, ORDERS: JSON.stringify(orders) },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const { stdin, stdout } = child
  if (!stdin || !stdout) throw new Error('the process has pipes')
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]()
  const next = async (): Promise<string> => {
    const { value, done } = await lines.next()
    if (done) throw new Error('the process has ended')
    return value
  }
  expect(await next()).toBe('ready')
  return {
    async ask(wanted) {
      stdin.write(`${wanted}\n`)
      return JSON.parse(await next()) as string[]
    },
    end: () => void child.kill('SIGKILL'),
  }
}
