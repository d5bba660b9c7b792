import { createSimulator, realClock, type Simulator } from 'calendly-simulator'
import { readDemoFile, writeDemoFile } from './file.ts'

export interface Demo {
  /** Origin that the simulator answers at. */
  readonly origin: string
  readonly token: string
  /** The world was made anew although an older one was mirrored: that mirror is of no use any more. */
  readonly isReborn: boolean
  close(): Promise<void>
}

const worldLastsMs = 7 * 86_400_000

/**
 * The simulator with an adviser's years in it: the one of another process of ours on this data folder, else a new
 * one. Its world is made of the moment noted in the folder, so that after a restart the same meetings are there.
 *
 * @param options.mayBeReborn - make a new world after a week, so that there are always meetings ahead.
 */
export async function startDemo(dataDir: string, options: { mayBeReborn: boolean }): Promise<Demo> {
  const known = await readDemoFile(dataDir)
  if (known && (await answers(known.origin, known.token))) {
    const { origin, token } = known
    return { origin, token, isReborn: false, close: async () => {} }
  }
  const isOld = known !== undefined && Date.now() - known.bornAtMs > worldLastsMs
  const isReborn = isOld && options.mayBeReborn
  const bornAtMs = known && !isReborn ? known.bornAtMs : Date.now()
  const simulator = await createWorldOf(bornAtMs)
  const { url: origin } = await simulator.listen()
  const token = simulator.tokens.adviser
  await writeDemoFile(dataDir, { bornAtMs, origin, token })
  return { origin, token, isReborn, close: () => simulator.close() }
}

/**
 * Its limit is far above a real one, so that the first import takes seconds.
 *
 * Time stands still at the world's birth while the world is made, and is real from then on.
 */
async function createWorldOf(bornAtMs: number): Promise<Simulator> {
  const real = realClock()
  let isBorn = false
  const clock = { ...real, now: () => (isBorn ? real.now() : bornAtMs) }
  const simulator = await createSimulator({ world: 'adviser', clock, rateLimitPerMinute: 10_000 })
  isBorn = true
  return simulator
}

async function answers(origin: string, token: string): Promise<boolean> {
  try {
    const headers = { authorization: `Bearer ${token}` }
    const answer = await fetch(`${origin}/users/me`, { headers, signal: AbortSignal.timeout(1000) })
    await answer.body?.cancel()
    return answer.ok
  } catch {
    return false
  }
}
