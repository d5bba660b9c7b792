import { expect, test } from 'vitest'
import { createEventReader } from './read-events.ts'

const stream =
  'retry: 2000\nid: 7\n\n:\n\nid: 8\nevent: meeting.changed\ndata: {"a":1}\n\nevent: run.changed\ndata: {}\n\n'
const events = [
  { id: '7', event: '', data: '' },
  { id: '8', event: 'meeting.changed', data: '{"a":1}' },
  { id: undefined, event: 'run.changed', data: '{}' },
]

test('reads places and events, and passes over comments', () => {
  expect(createEventReader()(stream)).toEqual(events)
  expect(createEventReader()('data: one\ndata: two\n\n')).toEqual([
    { id: undefined, event: 'message', data: 'one\ntwo' },
  ])
})

test('however the text is cut, the events are the same', () => {
  for (let size = 1; size < stream.length; size++) {
    const read = createEventReader()
    const pieces = stream.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
    expect(pieces.flatMap(read)).toEqual(events)
  }
})
