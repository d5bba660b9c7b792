import { expect, it } from 'vitest'
import { manualClock } from '../clock.ts'
import { createSimulator } from '../simulator.ts'

const open = () =>
  createSimulator({ world: 'adviser', clock: manualClock(Date.UTC(2026, 10, 22, 12)), seed: 3 })

it('lets somebody book, move, cancel, bring a guest and stay away, at the adviser', async () => {
  const { world, people, scenes } = await open()
  const play = (scene: string) => {
    const before = world.truthFor(people.adviser)
    expect(scenes.play(scene)).toMatch(/\.$/)
    const after = world.truthFor(people.adviser)
    return { added: after.length - before.length, differs: JSON.stringify(before) !== JSON.stringify(after) }
  }
  expect(play('booking')).toEqual({ added: 1, differs: true })
  expect(play('move')).toEqual({ added: 1, differs: true })
  expect(play('group')).toEqual({ added: 1, differs: true })
  for (const scene of ['guest', 'cancellation', 'no-show'])
    expect(play(scene)).toEqual({ added: 0, differs: true })
})

it('makes troubles that end by themselves or with calm', async () => {
  const { scenes, faults } = await open()
  for (const trouble of ['rate-limit', 'outage', 'sign-in-revoked']) scenes.play(trouble)
  expect(faults.armed().map((fault) => 'status' in fault && fault.status)).toEqual([429, 503, 401])
  scenes.play('calm')
  expect(faults.armed()).toEqual([])
})

it('says what it cannot play', async () => {
  const { scenes } = await open()
  expect(() => scenes.play('constructor')).toThrow('there is no scene "constructor"')
  expect(() => scenes.play('webhook-disabled')).toThrow('nothing to play "webhook-disabled" with')
})

it('plays the whole story, each scene once, and ends', async () => {
  const { scenes } = await open()
  const seen = new Set<string>()
  scenes.playAll('story', 5)
  expect(scenes.playing).toBe('booking')
  while (scenes.playing !== undefined) {
    seen.add(scenes.playing)
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  expect([...seen].at(-1)).toBe('calm')
})
