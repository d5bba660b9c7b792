import { expect, test } from 'vitest'
import { keepChosen, type Menus } from './keep-chosen.ts'

const none: Menus = { accounts: [], hosts: [], eventTypes: [], locations: [] }
const talk = { value: 'type-1', title: 'First talk', count: 7 }
const review = { value: 'type-2', title: 'Review', count: 2 }

test('a chosen one of which nothing is left is named as before, with none to be found', () => {
  const seen = { ...none, eventTypes: [talk, review] }
  const { eventTypes } = keepChosen({ ...none, eventTypes: [review] }, seen, { type: 'type-1' })
  expect(eventTypes).toEqual([review, { ...talk, count: 0 }])
})

test('what is there, what was never seen and what is not chosen is left as it is', () => {
  const menus = { ...none, eventTypes: [talk] }
  expect(keepChosen(menus, none, { type: 'type-1' })).toEqual(menus)
  expect(keepChosen(menus, none, { type: 'type-9' })).toEqual(menus)
  expect(keepChosen(menus, { ...none, eventTypes: [review] }, {})).toEqual(menus)
})
