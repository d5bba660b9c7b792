import { describe, expect, it } from 'vitest'
import { lastSegment, segmentAfter } from './uri.ts'

describe('lastSegment', () => {
  it.each([
    ['https://api.calendly.com/users/AAAAAAAAAAAAAAAA', 'AAAAAAAAAAAAAAAA'],
    ['https://calendly.com/scheduled_events/GBGBDCAADAEDCRZ2/invitees/AAAAAAAAAAAAAAAA', 'AAAAAAAAAAAAAAAA'],
    ['https://api.calendly.com/api/v2/scheduled_events/0b6d2e7c-1a', '0b6d2e7c-1a'],
    ['https://api.calendly.com/users/AAA/', 'AAA'],
    ['https://api.calendly.com/users/AAA///?x=/y/z#/q', 'AAA'],
    ['http://127.0.0.1:4010/users/AAA', 'AAA'],
    ['/users/AAA', 'AAA'],
    ['AAA', 'AAA'],
    [' https://api.calendly.com/users/AAA\n', 'AAA'],
    ['https://api.calendly.com/users/A%20B', 'A B'],
    ['https://api.calendly.com/users/50%', '50%'],
  ])('finds the id at the end of %j', (uri, id) => {
    expect(lastSegment(uri)).toBe(id)
  })

  it.each([
    [undefined],
    [null],
    [42],
    [{}],
    [['a']],
    [''],
    ['   '],
    ['https://api.calendly.com'],
    ['https://api.calendly.com/'],
    ['?a=b'],
    ['https://api.calendly.com/users/A%00B'],
    ['https://api.calendly.com/users/A\uD83D'],
    [`https://api.calendly.com/users/${'A'.repeat(256)}`],
  ])('finds nothing in %j and does not throw', (uri) => {
    expect(lastSegment(uri)).toBeUndefined()
  })
})

describe('segmentAfter', () => {
  it('finds the parent event in an invitee URI, whatever stands before it', () => {
    expect(
      segmentAfter('https://api.calendly.com/api/v2/scheduled_events/E1/invitees/I1?x=1', 'scheduled_events'),
    ).toBe('E1')
    expect(segmentAfter('https://api.calendly.com/users/U1', 'scheduled_events')).toBeUndefined()
    expect(segmentAfter(7, 'scheduled_events')).toBeUndefined()
  })
})
