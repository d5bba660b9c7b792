import { booking, cancellation, group, guest, move, noShow } from './meetings.ts'
import type { Scene, Stage } from './scene.ts'
import { calm, outage, rateLimit, signInRevoked, webhookDisabled, webhookFailing } from './troubles.ts'

/** All scenes, in the order in which the story plays them. */
const SCENES: readonly Scene[] = [
  booking,
  move,
  group,
  guest,
  cancellation,
  noShow,
  rateLimit,
  outage,
  webhookFailing,
  webhookDisabled,
  signInRevoked,
  calm,
]

/** What happens in turn while one watches: small things, mostly bookings. */
const EVERYDAY = [booking, booking, move, booking, guest, cancellation, booking, noShow]

export interface Scenes {
  readonly list: readonly Pick<Scene, 'name' | 'title' | 'what'>[]
  /**
   * Plays one scene now.
   *
   * @returns what was done, in words.
   * @throws RangeError when there is no such scene, or nothing to play it with.
   */
  play(name: string): string
  /**
   * Plays scenes in turn, one every so many real milliseconds: `story` each of them once, `everyday` small things for ever.
   *
   * @returns how to end it.
   */
  playAll(what: 'story' | 'everyday', everyMs: number): () => void
  /** The scene of the story that was played last, while it goes on. */
  readonly playing: string | undefined
}

export function createScenes(stage: Stage): Scenes {
  let end = () => {}
  let playing: string | undefined

  function playAll(what: 'story' | 'everyday', everyMs: number): () => void {
    end()
    const turns = what === 'story' ? SCENES : EVERYDAY
    let turn = 0
    const next = () => {
      const scene = what === 'story' ? turns[turn] : turns[turn % turns.length]
      turn += 1
      playing = what === 'story' ? scene?.name : undefined
      if (scene) scene.play(stage)
      else end()
    }
    if (what === 'story') next()
    const timer = setInterval(next, everyMs)
    // A demo that is over must not keep the process alive.
    timer.unref()
    end = () => {
      clearInterval(timer)
      playing = undefined
    }
    return end
  }

  return {
    list: SCENES.map(({ name, title, what }) => ({ name, title, what })),
    play(name) {
      const scene = SCENES.find((one) => one.name === name)
      if (!scene) throw new RangeError(`there is no scene "${name}"`)
      const done = scene.play(stage)
      if (done === undefined) throw new RangeError(`there is nothing to play "${name}" with`)
      return done
    },
    playAll,
    get playing() {
      return playing
    },
  }
}
