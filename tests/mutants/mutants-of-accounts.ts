import { type Mutant, mutant } from './mutant.ts'

const oauth = 'tests/accounts/oauth.test.ts'
const pasted = 'tests/accounts/pasted-token.test.ts'

/** Tokens of users, and who may connect whose account (reliability T17, T18, H24, H25). */
export const mutantsOfAccounts: readonly Mutant[] = [
  mutant(
    'accounts: whoever needs a new token asks for it, whoever else does',
    ['store/credentials.ts', "if (row.is_taken) return { turn: 'taken' }", ''],
    ['tests/accounts/refresh.test.ts', 'exactly one refresh each time'],
  ),
  mutant(
    'accounts: a sign-in can be completed by somebody else',
    [
      'store/oauth-states.ts',
      'WHERE digest = $1::bytea AND user_id = $2',
      'WHERE digest = $1::bytea AND $2 IS NOT NULL',
    ],
    [oauth, 'for the one who started it'],
  ),
  mutant(
    'accounts: a lost answer is asked for again and again',
    ['store/credentials.ts', 'if (row.refresh_tries >= mostTries)', 'if (row.refresh_tries >= 100)'],
    [oauth, 'leaves a trace, and the next one asks once'],
  ),
  mutant(
    'accounts: what Calendly has ended goes on being asked for',
    [
      'store/credentials.ts',
      "ended_at = CASE WHEN $3 = 'refused' OR",
      "ended_at = CASE WHEN $3 = 'nothing' OR",
    ],
    [oauth, 'is asked to connect again, once'],
  ),
  mutant(
    'accounts: tokens stay when their account is gone',
    ['sync/connections.ts', 'return deleteCredential(tx, account.credential)', 'return undefined'],
    [oauth, 'destroys the tokens here'],
  ),
  mutant(
    'accounts: erasing takes what another account shows as well',
    [
      'store/disconnect.ts',
      'AND NOT EXISTS (SELECT FROM calendly_sync.meeting_accounts o WHERE o.meeting_id = e.id AND o.account_id <> $1)',
      '',
    ],
    [pasted, 'erases those that no other account shows'],
  ),
]
