import { expect, it } from 'vitest'
import { manualClock } from './clock.ts'
import { seededRandom } from './random.ts'
import { playScene } from './script.ts'
import { createSimulator } from './simulator.ts'

it('lets somebody book, move, cancel, bring a guest and stay away, at the adviser', async () => {
  const clock = manualClock(Date.UTC(2026, 10, 22, 12))
  const { world, people } = await createSimulator({ world: 'adviser', clock })
  const random = seededRandom(3)
  const play = (scene: Parameters<typeof playScene>[3]) => {
    const before = world.truthFor(people.adviser)
    playScene(world, random, people.adviser, scene)
    const after = world.truthFor(people.adviser)
    return { added: after.length - before.length, differs: JSON.stringify(before) !== JSON.stringify(after) }
  }
  expect(play('book')).toEqual({ added: 1, differs: true })
  expect(play('reschedule')).toEqual({ added: 1, differs: true })
  for (const scene of ['addGuest', 'cancel', 'noShow'] as const) {
    expect(play(scene)).toEqual({ added: 0, differs: true })
  }
})
