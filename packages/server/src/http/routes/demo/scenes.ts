import { z } from 'zod'
import { HttpProblem } from '../../problem.ts'
import type { Route } from '../../route.ts'

/** A scene's name is a word of ours; anything else would be part of an address. */
const params = z.strictObject({ name: z.string().regex(/^[a-z0-9-]{1,40}$/) })

/**
 * In the demo only: what the simulator can play, so that every state of the page can be seen. Not part of the API
 * that others rely on, hence not in its document.
 */
export const playScenes: Route = (app, { demoOrigin }) => {
  if (demoOrigin === undefined) return
  const scenes = new URL('/control/api/scenes', demoOrigin)
  app.get('/api/demo/scenes', { schema: { hide: true } }, () => ask(scenes, 'GET'))
  app.post('/api/demo/scenes', { schema: { hide: true } }, () => ask(scenes, 'POST'))
  app.post('/api/demo/scenes/:name', { schema: { hide: true, params } }, (request) =>
    ask(new URL(`${scenes.pathname}/${request.params.name}`, demoOrigin), 'POST'),
  )
}

/** @throws HttpProblem 502 when the simulator is away, 409 with its words when it cannot play that. */
async function ask(address: URL, method: 'GET' | 'POST'): Promise<unknown> {
  const body = method === 'POST' ? { body: '{}', headers: { 'content-type': 'application/json' } } : {}
  const answer = await fetch(address, { method, ...body, signal: AbortSignal.timeout(5000) }).catch(() => {
    throw new HttpProblem(
      502,
      'simulator_away',
      'The simulator of the demo does not answer. Start the server again.',
    )
  })
  const told: unknown = await answer.json()
  if (answer.ok) return told
  const reason = z.object({ error: z.string() }).safeParse(told).data?.error ?? 'the simulator refused it'
  throw new HttpProblem(409, 'scene_not_played', `This cannot be played now: ${reason}.`)
}
