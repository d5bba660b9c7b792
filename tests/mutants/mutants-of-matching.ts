import { type Mutant, mutant } from './mutant.ts'

const matching = 'tests/engine/matching.test.ts'
const query = 'packages/engine/src/store/host-users.pg.test.ts'

/** Who of our users is which member of the organization (design, "Accounts, people, isolation"). */
export const mutantsOfMatching: readonly Mutant[] = [
  mutant(
    'matching: an address that nobody vouches for',
    ['store/unmatched.ts', '`u.email_vouched AND u.email_key IS NOT NULL', '`u.email_key IS NOT NULL'],
    [matching, 'only looks alike'],
  ),
  mutant(
    'matching: users whom the list has dropped',
    ['store/unmatched.ts', 'AND u.is_listed IS DISTINCT FROM false', ''],
    [matching, 'not matched any more either'],
  ),
  mutant(
    'matching: at the sign-in, users whom the list has dropped',
    ['sync/installation.ts', ' || user.is_listed === false) return false', ') return false'],
    [matching, 'not matched any more either'],
  ),
  mutant(
    'matching: a sign-in overwrites what the list says',
    [
      'store/users.ts',
      'email = CASE WHEN u.is_listed IS NULL THEN excluded.email ELSE u.email END',
      'email = excluded.email',
    ],
    [matching, 'the sign-in does not'],
  ),
  mutant(
    'matching: an empty list is believed',
    ['sync/match.ts', 'if (users.length === 0 &&', 'if (users.length < 0 &&'],
    [matching, 'is not believed'],
  ),
  mutant(
    'matching: a withheld account is resumed by anybody',
    ['store/accounts.ts', 'AND withheld IS NULL ORDER BY id FOR UPDATE', 'ORDER BY id FOR UPDATE'],
    [matching, 'whom the list drops is synced no more'],
  ),
  mutant(
    'matching: a withheld account is synced by hand',
    ['sync/accounts.ts', 'asked.filter((account) => account.withheld === null)', 'asked'],
    [matching, 'whom the list drops is synced no more'],
  ),
  mutant(
    'matching: webhooks of a withheld account',
    ['store/inbox/concerned.ts', 'a.withheld IS NULL AND ', ''],
    ['packages/engine/src/flows/apply-deliveries-examples.pg.test.ts', 'not to an account that is withheld'],
  ),
  mutant(
    'matching: who was paused by hand is resumed with the list',
    ['store/withheld.ts', " AND a.state <> 'paused'\n", '\n'],
    [matching, 'paused by hand'],
  ),
  mutant(
    'matching: members are listed though nobody is missing',
    ['flows/match-users.ts', '  if (!(await isAnybodyMatchable(database))) return 0\n', ''],
    [matching, 'costs one call'],
  ),
  mutant(
    'matching: the query of the host application may write',
    ['store/host-users.ts', '`BEGIN READ ONLY;', '`BEGIN;'],
    [query, 'a write in a function'],
  ),
  mutant(
    'matching: another statement behind the query',
    [
      'store/host-users.ts',
      "return { text, queryMode: 'extended' }",
      "return { text, queryMode: 'simple' } as never",
    ],
    [query, 'a way out of the brackets'],
  ),
]
