import { describe, expect, it, onTestFinished } from 'vitest'
import { faults } from './testing/faults.ts'
import { all, event, failure, type RigOptions, send, startRig } from './testing/rig.ts'
import { type Handler, startStubServer } from './testing/stub-server.ts'

async function rig(handler: Handler, options: RigOptions = {}, atTheEnd = onTestFinished) {
  const started = await startRig(handler, options)
  atTheEnd(started.close)
  return started
}

describe('a Calendly in trouble', () => {
  for (const fault of faults) {
    // Silence is waited for, and that side by side.
    const test = fault.code === 'timeout' ? it.concurrent : it
    test(`makes ${fault.code} of ${fault.name}, on a list and on a single object`, async (context) => {
      const { server, client, logged } = await rig(
        (_request, response) => fault.answer(response),
        {},
        context.onTestFinished,
      )
      const routes = [() => all(client.scheduledEvents({ user: 'u' })), () => client.scheduledEvent('E1')]
      for (const call of routes) {
        const before = server.seen.length
        const error = await failure(call())
        expect(error.code).toBe(fault.code)
        expect(server.seen.length - before).toBe(error.retryable ? 3 : 1)
        const told = `${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`
        expect(told).not.toContain('canary')
      }
      expect(client.requests).toBe(server.seen.length)
      expect(logged.join('\n')).not.toContain('canary')
    })
  }

  it('names a host that refuses, does not exist or does not answer', async () => {
    const gone = await startStubServer(() => {})
    await gone.close()
    const refused = await rig(() => {}, { origin: gone.origin })
    expect(await failure(refused.client.currentUser())).toMatchObject({ code: 'network', retryable: true })
    const unknown = await rig(() => {}, { origin: 'http://calendly-sync-test.invalid' })
    const error = await failure(unknown.client.currentUser())
    expect(error.code).toBe('network')
    expect(error.message).toContain('calendly-sync-test.invalid')
  })

  it('does not hold more than the cap of an answer without end', async () => {
    const { server, client } = await rig(
      (request, response) => faultNamed('100 MB of JSON').answer(response) ?? request,
    )
    const before = process.memoryUsage().arrayBuffers
    await failure(client.currentUser())
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024)
    expect(server.seen).toHaveLength(1)
  })

  it('answers from the next attempt when the trouble passes', async () => {
    let calls = 0
    const { client, server } = await rig((_request, response) => {
      calls++
      if (calls === 1) response.socket?.resetAndDestroy()
      else if (calls === 2) send(response, {}, 503, { 'retry-after': '2' })
      else send(response, { resource: event('E1') })
    })
    expect(await client.scheduledEvent('E1')).toEqual(event('E1'))
    expect(server.seen).toHaveLength(3)
  })

  it('keeps retries to ten while there were few calls, so that an outage is not met with three times the load', async () => {
    const { client, server } = await rig((_request, response) => send(response, {}, 500))
    for (let call = 0; call < 40; call++) await failure(client.currentUser())
    expect(server.seen).toHaveLength(50)
  })
})

function faultNamed(name: string) {
  const fault = faults.find((one) => one.name === name)
  if (!fault) throw new Error(`no fault is named ${name}`)
  return fault
}
