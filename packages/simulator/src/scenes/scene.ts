import type { SimulatorClock } from '../clock.ts'
import type { Faults } from '../faults/types.ts'
import type { Random } from '../random.ts'
import type { Webhooks } from '../webhooks/types.ts'
import type { World } from '../world/world.ts'

/** What a scene is played with. */
export interface Stage {
  readonly world: World
  readonly faults: Faults
  readonly webhooks: Webhooks
  readonly clock: SimulatorClock
  readonly random: Random
  /** URI of the user it happens to. */
  readonly adviser: string
}

/** Something that happens, so that one sees what a mirror makes of it. */
export interface Scene {
  readonly name: string
  readonly title: string
  /** What happens, and what one should see of it. */
  readonly what: string
  /** @returns what was done, in words; `undefined` when there was nothing to do it with. */
  play(stage: Stage): string | undefined
}
