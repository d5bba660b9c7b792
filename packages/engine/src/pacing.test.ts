import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  callsLeft,
  freshPace,
  largestBlock,
  learnFact,
  leasePlaces,
  peopleAhead,
  placeValidForMs,
  spacingMs,
} from './pacing.ts'

describe('leasePlaces', () => {
  it('spaces background calls evenly and lets each block begin where the last one ended', () => {
    const first = leasePlaces(freshPace(500), 1_000, 4, 'background')
    expect(first.lease).toMatchObject({ granted: 4, waitMs: 0, limitPerMinute: 500 })
    expect(first.lease.spacingMs).toBeCloseTo(60_000 / 490)
    const second = leasePlaces(first.state, 1_000, 100, 'background')
    expect(second.lease.granted).toBe(10)
    expect(second.lease.waitMs).toBeCloseTo(4 * first.lease.spacingMs)
  })

  it('saves nothing up while it is idle', () => {
    const { state } = leasePlaces(freshPace(500), 0, 1, 'background')
    expect(leasePlaces(state, 3_600_000, 10, 'background').lease.waitMs).toBe(0)
    expect(
      leasePlaces(leasePlaces(state, 3_600_000, 10, 'background').state, 3_600_000, 1, 'background').lease
        .waitMs,
    ).toBeGreaterThan(1_000)
  })

  it("sends a person's call at once however far background calls reach, and these pay for it", () => {
    let state = freshPace(500)
    for (let block = 0; block < 20; block++) state = leasePlaces(state, 0, 10, 'background').state
    const before = state.nextAt
    const person = leasePlaces(state, 0, 5, 'person')
    expect(person.lease).toMatchObject({ granted: 1, waitMs: 0 })
    expect(person.state.nextAt - before).toBeCloseTo(spacingMs(500))
  })

  it('lets only a hundredth of the limit of people run ahead', () => {
    let state = leasePlaces(freshPace(500), 0, 10, 'background').state
    const waits = Array.from({ length: 7 }, () => {
      const person = leasePlaces(state, 0, 1, 'person')
      state = person.state
      return person.lease.waitMs
    })
    expect(waits.slice(0, 5)).toEqual([0, 0, 0, 0, 0])
    expect(waits[5]).toBeCloseTo(10 * spacingMs(500))
  })

  it('holds everybody back while Calendly blocks, and only the background while others have used the window up', () => {
    const blocked = learnFact(freshPace(500), 100, { blockedForMs: 2_000 }, 30_000)
    expect(leasePlaces(blocked, 100, 1, 'person').lease.waitMs).toBe(2_000)
    expect(leasePlaces(blocked, 100, 1, 'background').lease.waitMs).toBe(2_000)
    const held = learnFact(freshPace(500), 100, { remaining: 1 }, 30_000)
    expect(leasePlaces(held, 100, 1, 'person').lease.waitMs).toBe(0)
    expect(leasePlaces(held, 100, 1, 'background').lease.waitMs).toBe(30_500)
  })

  it('grants blocks of ten, or of half a second where the limit holds more', () => {
    expect([1, 50, 500, 1_200, 6_000, 1_000_000].map(largestBlock)).toEqual([10, 10, 10, 10, 50, 8_334])
  })

  it('leaves room for late use, for the edge of the window and for people, at every limit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), (limit) => {
        const placesPerMinute = Math.floor((60_000 + placeValidForMs) / spacingMs(limit)) + 1
        expect(placesPerMinute + peopleAhead(limit)).toBeLessThanOrEqual(limit)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('callsLeft', () => {
  it('is the whole limit while nothing lies ahead, and what the places ahead leave of it', () => {
    expect(callsLeft(freshPace(500), 1_000)).toBe(500)
    const { state } = leasePlaces(freshPace(500), 1_000, 10, 'background')
    expect(callsLeft(state, 1_000)).toBe(Math.floor(500 - (500 * 10) / 490))
    expect(callsLeft(state, 60_000)).toBe(500)
  })

  it('is nothing while Calendly blocks for a minute or more, and half while it blocks for half of one', () => {
    const blocked = (blockedForMs: number) => learnFact(freshPace(100), 0, { blockedForMs }, 60_000)
    expect(callsLeft(blocked(30_000), 0)).toBe(50)
    expect(callsLeft(blocked(90_000), 0)).toBe(0)
  })
})
