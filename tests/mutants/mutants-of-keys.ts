import { type Mutant, mutant } from './mutant.ts'

const keys = 'packages/engine/src/sync/keys.pg.test.ts'
const endpointKeys = 'packages/engine/src/sync/endpoint-keys.pg.test.ts'
const starts = 'tests/server/keys.test.ts'

/** Secrets at rest and their keys (reliability T12, T13). */
export const mutantsOfKeys: readonly Mutant[] = [
  mutant(
    'keys: sealed text opens wherever it is copied to',
    [
      'secrets.ts',
      'const owner = (of: string) => Buffer.from(of)',
      "const owner = (_: string) => Buffer.from('')",
    ],
    [endpointKeys, 'T12'],
  ),
  mutant(
    'keys: one signing key that does not open fails all URLs',
    [
      'sync/endpoint-keys.ts',
      '    return error instanceof Error ? error :',
      '    if (error) throw error\n    return error instanceof Error ? error :',
    ],
    [endpointKeys, 'T12'],
  ),
  mutant(
    'keys: a start that does not look whether they fit',
    ['sync.ts', '      await keys.check()\n', ''],
    [starts, 'refuse a key that is'],
  ),
  mutant(
    'keys: the name of a key is enough',
    [
      'sync/keys.ts',
      'const isWrong = tried.length > 0 && damaged === tried.length',
      'const isWrong = tried.length < 0',
    ],
    [keys, 'of the same name with other bytes'],
  ),
  mutant(
    'keys: one damaged secret is a wrong key',
    [
      'sync/keys.ts',
      'const isWrong = tried.length > 0 && damaged === tried.length',
      'const isWrong = damaged > 0',
    ],
    [keys, 'one damaged secret'],
  ),
  mutant(
    'keys: a column is forgotten',
    [
      'store/sealed-columns.ts',
      "  { table: 'webhook_endpoints', column: 'signing_key', key: 'id', of: sealedFor },\n",
      '',
    ],
    ['packages/engine/src/store/sealed.pg.test.ts', 'every column whose comment says'],
  ),
  mutant(
    'keys: rotation does not lock what it seals anew',
    ['store/sealed.ts', 'LIMIT $3 FOR UPDATE`', 'LIMIT $3`'],
    [keys, 'replaced while the rotation waits'],
  ),
  mutant(
    'keys: rotation to a key that a running process does not seal with',
    ['sync/keys.ts', 'if (holders.some((ids) => ids[0] !== newest)) throw', 'if (holders.length < 0) throw'],
    [keys, 'nobody rotates to a key'],
  ),
  mutant(
    'keys: a key that somebody has is forgotten',
    [
      'sync/keys.ts',
      'if (isLost && holders.some((ids) => ids.includes(keyId)))',
      'if (isLost && holders.length < 0)',
    ],
    [keys, 'a lost key is forgotten'],
  ),
  mutant(
    'keys: rotation ends with its first batch',
    ['sync/keys.ts', 'after = done.last', 'after = undefined'],
    [keys, 'T13'],
  ),
]
