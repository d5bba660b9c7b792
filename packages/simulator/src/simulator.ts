import { createDoor } from './api/door.ts'
import { createRequestLog } from './api/request-log.ts'
import { createApi } from './api/server.ts'
import { createTokens } from './api/tokens.ts'
import { realClock, type SimulatorClock } from './clock.ts'
import { addControl, type Controlled } from './control/api.ts'
import { createFaults } from './faults/faults.ts'
import { createOAuth } from './oauth/oauth.ts'
import { addOAuth } from './oauth/routes.ts'
import { seededRandom } from './random.ts'
import { createScenes, type Scenes } from './scenes/scenes.ts'
import { createWebhooks } from './webhooks/webhooks.ts'
import { createState, defaultQuirks, type Quirks } from './world/state.ts'
import { createWorld } from './world/world.ts'
import { seedWorld, type WorldName } from './worlds/seed.ts'

export interface SimulatorOptions {
  /** Seeded world, `adviser` when left out. */
  world?: WorldName
  /** The same seed and the same clock give the same world. Default 1. */
  seed?: number
  /** `meetings` world: how many meetings there are. Default 2,000. */
  meetings?: number
  /** `meetings` world: how many of them lie ahead. Default 15 %. */
  upcoming?: number
  /** `meetings` world: how many of those are within 14 days. Default a fifth of `upcoming`. */
  soon?: number
  /** Default: real time that can be moved. */
  clock?: SimulatorClock
  /** Requests a minute, per kind of token and user; Infinity for none. Default 500, Calendly's paid plans. */
  rateLimitPerMinute?: number
  /** Calls of the token endpoint a minute and user; Infinity for no limit. Default 8, as Calendly documents. */
  tokenCallsPerMinute?: number
  /** More redirect URIs of the OAuth app that exists in every world. */
  redirectUris?: readonly string[]
  /** Real milliseconds before every answer. Default 0. */
  latencyMs?: number
  /** Lets small things happen to the adviser, one every so many real milliseconds. Off when left out. */
  scriptEveryMs?: number
  /** Settles what is not known of Calendly. */
  quirks?: Partial<Quirks>
}

export interface Simulator extends Controlled {
  /** Things that happen while one watches. */
  readonly scenes: Scenes
  /** Starts to serve; on 127.0.0.1 and any free port unless told otherwise. */
  listen(options?: { port?: number; host?: string }): Promise<{ url: string; port: number }>
  /** Stops, cutting whatever hangs. */
  close(): Promise<void>
}

/** Makes a Calendly with a world in it; it serves once `listen` is called. */
export async function createSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const clock = options.clock ?? realClock()
  const seed = options.seed ?? 1
  const state = createState(clock, seededRandom(seed), { ...defaultQuirks, ...options.quirks })
  const world = createWorld(state)
  const people = seedWorld(world, seededRandom(seed + 1), clock.now(), options)
  const tokens = createTokens(state, people)
  const requests = createRequestLog()
  const faults = createFaults(seededRandom(seed + 2))
  const webhooks = createWebhooks(state, seededRandom(seed + 4))
  const { oauth, parts } = createOAuth(state, tokens, {
    redirectUris: options.redirectUris ?? [],
    tokenCallsPerMinute: options.tokenCallsPerMinute ?? 8,
  })
  const door = createDoor({ clock, requests, faults, latencyMs: options.latencyMs ?? 0 })
  const rateLimitPerMinute = options.rateLimitPerMinute ?? 500
  const app = createApi({ state, world, tokens, door, rateLimitPerMinute })
  addOAuth(app, door, parts)
  const random = seededRandom(seed + 3)
  const scenes = createScenes({ world, faults, webhooks, clock, random, adviser: people.adviser })
  const controlled = { clock, world, faults, requests, tokens, oauth, people, webhooks, scenes }
  addControl(app, controlled)
  let endScript = () => {}
  return {
    ...controlled,
    listen: async ({ port = 0, host = '127.0.0.1' } = {}) => {
      await app.listen({ port, host })
      if (options.scriptEveryMs !== undefined) {
        endScript = scenes.playAll('everyday', options.scriptEveryMs)
      }
      const address = app.server.address()
      const boundPort = typeof address === 'object' && address ? address.port : port
      return { url: `http://${host.includes(':') ? `[${host}]` : host}:${boundPort}`, port: boundPort }
    },
    close: async () => {
      endScript()
      faults.clear()
      webhooks.close()
      await app.close()
    },
  }
}
