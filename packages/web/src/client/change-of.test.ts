import { expect, test } from 'vitest'
import { changeOf } from './change-of.ts'

const client = { name: 'Maria', phone: null, notes: 'Likes tea' }

test('only what is said anew is told, without the spaces around it', () => {
  expect(changeOf(client, { name: ' Maria ', phone: '', notes: 'Likes tea' })).toBeUndefined()
  expect(changeOf(client, { name: 'Maria S', phone: ' 030 1', notes: 'Likes tea' })).toEqual({
    name: 'Maria S',
    phone: '030 1',
  })
})

test('what was emptied is given back', () => {
  expect(changeOf(client, { name: ' ', phone: '', notes: '' })).toEqual({ name: null, notes: null })
})
