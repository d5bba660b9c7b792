import { type Mutant, mutant } from './mutant.ts'

const store = 'packages/engine/src/store'

/** One list of an organization for everybody, spoiled. */
export const mutantsOfSweep: readonly Mutant[] = [
  mutant(
    'sweep: who has lost a meeting to another host is not told',
    [
      'store/sweep-news.ts',
      "AND s.presence = 'present'\n    AND NOT EXISTS",
      "AND s.presence = 'nowhere'\n    AND NOT EXISTS",
    ],
    [`${store}/sweep-news.pg.test.ts`, 'who holds a live meeting'],
  ),
  mutant(
    'sweep: two workers that lead take what they can get',
    ['store/runs.ts', 'AND $4 IN (SELECT id FROM free)', 'AND $4 IS NOT NULL'],
    [`${store}/runs.pg.test.ts`, 'where it is taken nothing is'],
  ),
  mutant(
    'sweep: the accounts of one token are claimed by whoever comes',
    ['store/schedule.ts', 'THEN pg_try_advisory_xact_lock(', 'THEN true OR pg_try_advisory_xact_lock('],
    [`${store}/schedule.pg.test.ts`, 'never share one out'],
  ),
  mutant(
    'sweep: the heartbeat keeps the lease of its leader alone',
    ['worker/run-job.ts', 'led.map(({ run }) => run.id),', '[],'],
    ['tests/engine/sweep-machines.test.ts', 'keeps every lease'],
  ),
  mutant(
    'sweep: an event of several hosts is read for each',
    [
      'flows/read-invitees.ts',
      'return [...readings].map(([uuid, passes]) => ({ uuid, passes }))',
      'return [...readings].flatMap(([uuid, passes]) => passes.map((pass) => ({ uuid, passes: [pass] })))',
    ],
    ['tests/engine/sweep-edges.test.ts', 'one call for its invitees'],
  ),
  mutant(
    'sweep: what is missing is asked for though its member has left',
    ['flows/sweep-organization.ts', 'shown, () => requireMember(pass))', 'shown)'],
    ['tests/engine/sweep-roles.test.ts', 'was removed, and whose meetings vanished'],
  ),
  mutant(
    "sweep: the organization's list is all that the token's own account has",
    ['flows/sweep-organization.ts', 'if (!isOwnAccount(pass.account)) return', 'if (pass) return'],
    ['tests/engine/sweep-edges.test.ts', 'in another organization'],
  ),
  mutant(
    'a meeting belongs to one account of a user, and to no other one',
    [
      'flows/pass.ts',
      'account.calendly_users.map((uri) => [uri, account.user_id])',
      '[[account.calendly_user, account.user_id]]',
    ],
    ['tests/engine/sweep-edges.test.ts', 'from one account of a user to another'],
  ),
]
