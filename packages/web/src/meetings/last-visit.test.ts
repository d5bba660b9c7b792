import { expect, test } from 'vitest'
import { keepVisit, lookAgain, readVisit } from './last-visit.ts'

const at = (time: string) => Date.parse(`2026-11-25T${time}:00Z`)
const iso = (time: string) => `2026-11-25T${time}:00.000Z`

test('the first look ever has nothing to compare with', () => {
  expect(lookAgain(undefined, at('09:00'))).toEqual({ since: iso('09:00'), activeAt: iso('09:00') })
})

test('while one keeps looking, the visit before stays the measure; after an absence this one is', () => {
  const first = { since: iso('08:00'), activeAt: iso('09:00') }
  expect(lookAgain(first, at('09:30'))).toEqual({ since: iso('08:00'), activeAt: iso('09:30') })
  expect(lookAgain(first, at('09:31'))).toEqual({ since: iso('09:00'), activeAt: iso('09:31') })
})

test('is kept as text, and anything else is nothing', () => {
  const visit = { since: iso('08:00'), activeAt: iso('09:00') }
  expect(readVisit(keepVisit(visit))).toEqual(visit)
  for (const other of [null, '', 'yesterday', '{}', iso('08:00')]) expect(readVisit(other)).toBeUndefined()
})
