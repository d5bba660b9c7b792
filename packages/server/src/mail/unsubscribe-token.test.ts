import { randomBytes, randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { alertKindNames, createUnsubscribeTokens } from './unsubscribe-token.ts'

const key = (id: string) => ({ id, key: randomBytes(32) })

test('a link says what it ends, for users and operators, also after the keys were rotated', () => {
  const [old, newest] = [key('k1'), key('k2')]
  const before = createUnsubscribeTokens([old])
  const after = createUnsubscribeTokens([newest, old])
  for (const kind of alertKindNames)
    for (const audience of ['operator', { userId: randomUUID() }] as const) {
      const token = before.make({ audience, kind })
      expect(after.read(token)).toEqual({ audience, kind })
      expect(createUnsubscribeTokens([newest]).read(token)).toBeUndefined()
    }
})

test('no other word is one: changed in any place, cut, or made up', () => {
  const tokens = createUnsubscribeTokens([key('k1')])
  const token = tokens.make({ audience: { userId: randomUUID() }, kind: 'stale' })
  for (let at = 0; at < token.length - 1; at++) {
    const other = token[at] === 'a' ? 'b' : 'a'
    expect(tokens.read(`${token.slice(0, at)}${other}${token.slice(at + 1)}`)).toBeUndefined()
  }
  expect(tokens.read(token.slice(0, -1))).toBeUndefined()
  expect(tokens.read('')).toBeUndefined()
  expect(tokens.read(token.replace('.stale.', '.reconnect.'))).toBeUndefined()
})
