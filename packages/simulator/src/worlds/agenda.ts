import type { World } from '../world/world.ts'

/** History to be written: deeds, each at its moment, carried out in the order of time. */
export interface Agenda {
  add(atMs: number, deed: () => void): void
  /** Does everything planned up to `untilMs`; what lies later is dropped. */
  play(world: World, untilMs: number): void
}

export function createAgenda(): Agenda {
  const planned: { atMs: number; deed: () => void }[] = []
  return {
    add: (atMs, deed) => planned.push({ atMs, deed }),
    play: (world, untilMs) => {
      planned.sort((left, right) => left.atMs - right.atMs)
      for (const { atMs, deed } of planned) {
        if (atMs > untilMs) return
        world.at(atMs, deed)
      }
    },
  }
}
