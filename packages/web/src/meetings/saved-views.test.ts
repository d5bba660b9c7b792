import { expect, test } from 'vitest'
import { readViews, removeView, renameView, saveView } from './saved-views.ts'

const a = { name: 'Anna', query: '?q=anna' }
const b = { name: 'No-shows', query: '?view=no-show' }

test('a name is one view', () => {
  expect(saveView([a], b)).toEqual([a, b])
  expect(saveView([a, b], { name: 'Anna', query: '?q=anna+m' })).toEqual([
    { name: 'Anna', query: '?q=anna+m' },
    b,
  ])
  expect(removeView([a, b], 'Anna')).toEqual([b])
  expect(renameView([a, b], 'No-shows', 'Absent')).toEqual([a, { ...b, name: 'Absent' }])
  expect(renameView([a, b], 'No-shows', 'Anna')).toEqual([{ ...b, name: 'Anna' }])
  expect(renameView([a, b], 'Anna', 'Anna')).toEqual([a, b])
})

test('what was kept by others, or is broken, is not shown', () => {
  expect(readViews(JSON.stringify([a, { name: 5, query: '' }, null, b]))).toEqual([a, b])
  for (const broken of [null, '', '{', '{}', '"x"']) expect(readViews(broken)).toEqual([])
})
