import { type Mutant, mutant } from './mutant.ts'
import { mutantsOfAccounts } from './mutants-of-accounts.ts'
import { mutantsOfClients } from './mutants-of-clients.ts'
import { mutantsOfIsolation } from './mutants-of-isolation.ts'
import { mutantsOfKeys } from './mutants-of-keys.ts'
import { mutantsOfLookingBack } from './mutants-of-looking-back.ts'
import { mutantsOfMatching } from './mutants-of-matching.ts'
import { mutantsOfSweep } from './mutants-of-sweep.ts'

const statements = 'store/merge/statements.ts'
const merges = 'packages/engine/src/store/merge'
const store = 'packages/engine/src/store'
const flows = 'packages/engine/src/flows'
const outcomes = `${flows}/apply-deliveries-examples.pg.test.ts`

/** The merge law, isolation, the fence and the inbox (reliability, sections 2 and 7). */
export const mutants: readonly Mutant[] = [
  mutant(
    "what is written later wins, by our own clock instead of the source's stamps",
    [statements, 'i.updated_at > s.updated_at AS is_later', 'true AS is_later'],
    [`${merges}/merge-examples.pg.test.ts`, 'H12'],
  ),
  mutant(
    'stamps are compared in milliseconds',
    [
      statements,
      'i.updated_at > s.updated_at AS is_later, i.updated_at = s.updated_at AS is_tied',
      `date_trunc('milliseconds', i.updated_at) > date_trunc('milliseconds', s.updated_at) AS is_later,
        date_trunc('milliseconds', i.updated_at) = date_trunc('milliseconds', s.updated_at) AS is_tied`,
    ],
    [`${merges}/merge-examples.pg.test.ts`, 'H11'],
  ),
  mutant(
    'canceled follows the stamps and is not final',
    [statements, "WHEN 'canceled' IN (s.status, j.status) THEN 'canceled' WHEN", 'WHEN'],
    [`${merges}/merge-examples.pg.test.ts`, 'canceled is final'],
  ),
  mutant(
    'any canceled invitee kills the event',
    [
      'store/merge/merge.ts',
      '  await askForReads(tx, events, seats)',
      `  await tx.query(
    \`UPDATE calendly_sync.scheduled_events SET status = 'canceled' WHERE id IN (SELECT meeting_id
     FROM calendly_sync.meeting_invitees WHERE id = ANY($1::uuid[]) AND status = 'canceled')\`,
    [seats.changed],
  )
  await askForReads(tx, events, seats)`,
    ],
    [`${merges}/merge-examples.pg.test.ts`, 'a group is not its invitees'],
  ),
  mutant(
    'equal stamps always apply',
    [statements, 'is_later OR (is_tied AND is_fresh) AS wins', 'is_later OR is_tied AS wins'],
    [`${merges}/merge-examples.pg.test.ts`, 'equal stamps'],
  ),
  mutant(
    'equal stamps never apply',
    [statements, 'is_later OR (is_tied AND is_fresh) AS wins', 'is_later AS wins'],
    [`${merges}/merge-examples.pg.test.ts`, 'equal stamps'],
  ),
  mutant(
    'of equal stamps the fuller record wins',
    [
      statements,
      'is_later OR (is_tied AND is_fresh) AS wins',
      `is_later OR (is_tied AND length(met.raw::text) >= (SELECT length(o.raw::text) FROM \${table} o WHERE o.id = met.id)) AS wins`,
    ],
    [`${merges}/merge-examples.pg.test.ts`, 'equal stamps'],
  ),
  mutant(
    'a read is fresh whatever was learned since it was asked',
    [statements, 'bound.is_read AND s.version <= bound.mark AS is_fresh', 'bound.is_read AS is_fresh'],
    [`${merges}/merge-examples.pg.test.ts`, 'equal stamps'],
  ),
  mutant(
    'details that faded by age erase what we hold',
    [statements, 'j.wins AND NOT j.faded', 'j.wins'],
    [`${merges}/merge-owners.pg.test.ts`, 'what fades by age'],
  ),
  mutant(
    'what a list does not show is gone, unasked',
    [
      'flows/judge-missing.ts',
      'if (await readAlone(pass, question.uuid, cause)) alive.push(question)',
      "if (question.uuid === '') alive.push(question)",
    ],
    ['tests/mutants/absence.test.ts', 'a meeting that a sound list leaves out'],
  ),
  mutant(
    'no tenant where stored rows are updated',
    [statements, 's USING (user_id, uuid), bound', 's USING (uuid), bound'],
    [`${merges}/merge-owners.pg.test.ts`, 'whose meeting it is'],
  ),
  mutant(
    'no tenant where new rows are told from stored ones',
    [statements, 'WHERE s.user_id = i.user_id AND s.uuid = i.uuid)', 'WHERE s.uuid = i.uuid)'],
    [`${merges}/merge-owners.pg.test.ts`, 'whose meeting it is'],
  ),
  mutant(
    'no tenant where a client gets name and zone',
    [
      'store/merge/clients.ts',
      'WHERE v.user_id = p.user_id AND v.email_key = p.email_key AND v.',
      'WHERE v.email_key = p.email_key AND v.',
    ],
    [`${merges}/merge-owners.pg.test.ts`, 'H21'],
  ),
  mutant(
    'a policy that holds for every row',
    [
      'store/migrations/0003_isolation.sql',
      'USING (user_id = ANY ((SELECT calendly_sync.covered_users())::uuid[]))',
      'USING (true)',
    ],
    [`${store}/isolation.pg.test.ts`, 'the run-time role'],
  ),
  mutant(
    'policies that do not bind the owner',
    [
      'store/migrations/0003_isolation.sql',
      "EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', tenant_table);",
      '',
    ],
    ['tests/isolation/catalogue.test.ts', 'every table is a tenant'],
  ),
  mutant(
    'users set for the session instead of the transaction',
    ['store/begin.ts', 'SET LOCAL calendly_sync.user_ids', 'SET calendly_sync.user_ids'],
    [`${store}/isolation.pg.test.ts`, 'the scope of a transaction'],
  ),
  mutant(
    'the role taken for the session instead of the transaction',
    ['store/begin.ts', "set_config('role', rolname, true)", "set_config('role', rolname, false)"],
    [`${store}/isolation.pg.test.ts`, 'the scope of a transaction'],
  ),
  mutant(
    'the role that is known taken for the session instead of the transaction',
    ['store/begin.ts', 'SET LOCAL ROLE ', 'SET ROLE '],
    [`${store}/isolation.pg.test.ts`, 'the scope of a transaction'],
  ),
  mutant(
    'no fence: whoever once held the run may write',
    ['store/fence.ts', 'WHERE id = $1 AND holder = $2 AND', 'WHERE id = $1 AND $2::uuid IS NOT NULL AND'],
    [`${store}/runs.pg.test.ts`, 'the fence'],
  ),
  mutant(
    'a merge that does not look at the fence',
    ['store/merge/merge.ts', '  if (observation.fence) await holdFence(tx, observation.fence)\n', ''],
    [`${store}/runs.pg.test.ts`, 'the fence'],
  ),
  mutant(
    'a fence without its lock',
    ['store/fence.ts', 'finished_at IS NULL FOR SHARE', 'finished_at IS NULL'],
    [`${store}/runs.pg.test.ts`, 'the fence'],
  ),
  mutant(
    'a question that whoever once held the run may end',
    [
      'store/due.ts',
      '    await holdFence(tx, fence)\n    await tx.query(\n      `UPDATE calendly_sync.scheduled_events SET reread_attempts',
      '    await tx.query(\n      `UPDATE calendly_sync.scheduled_events SET reread_attempts',
    ],
    [`${store}/late-writes.pg.test.ts`, 'refused to a worker that lost the run'],
  ),
  mutant(
    'a run that is held can be taken',
    [
      'store/runs.ts',
      "const isFree = 'finished_at IS NULL AND (lease_until IS NULL OR lease_until < now())'",
      "const isFree = 'finished_at IS NULL'",
    ],
    [`${store}/runs.pg.test.ts`, 'the lease'],
  ),
  mutant(
    'event rows are not locked before they are derived',
    ['store/merge/lock.ts', 'ORDER BY user_id, uuid FOR UPDATE OF e', 'ORDER BY user_id, uuid'],
    [`${merges}/merge-races.pg.test.ts`, 'held up before it is derived'],
  ),
  mutant(
    'the keys of chains are not locked',
    [
      'store/merge/lock.ts',
      '  if (chained.length > 0) await tx.query(lockChains, [users, chained])',
      '  void lockChains',
    ],
    [`${merges}/merge-races.pg.test.ts`, 'H5'],
  ),
  mutant(
    'rows are locked in the order in which they came',
    [
      'store/merge/lock.ts',
      'ORDER BY user_id, uuid FOR UPDATE',
      'ORDER BY array_position($2::text[], uuid) FOR UPDATE',
    ],
    [`${merges}/merge-races.pg.test.ts`, 'lock in one order'],
  ),
  mutant(
    'a lost race of two inserts goes unnoticed',
    [
      'store/merge/merge.ts',
      'if (!inserted || inserted.ids.length < inserted.wanted) throw new LostRace()',
      'if (!inserted) throw new LostRace()',
    ],
    [`${merges}/merge-races.pg.test.ts`, 'opposite orders'],
  ),
  mutant(
    'rows that are told again are locked',
    [
      'store/merge/news.ts',
      'return row?.digest !== event.digest || row.presence !== event.presence',
      'return row !== null',
    ],
    [`${merges}/merge-races.pg.test.ts`, 'a batch that tells nothing new'],
  ),
  mutant(
    'no anti-join: equal facts reach the update',
    [
      statements,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a piece of the source
      "WHERE (${list('i', shown)}) IS DISTINCT FROM (${list('s', shown)}) OR bound.of_no_show",
      'WHERE true',
    ],
    [`${merges}/merge-races.pg.test.ts`, 'the same first page'],
  ),
  mutant(
    'missed ticks of an interval of its own are made up for one by one',
    [
      'store/schedule.ts',
      '(1 + floor(extract(epoch FROM now() - a.next_sync_at) / extract(epoch FROM a.sync_interval)))',
      '1',
    ],
    [`${store}/schedule.pg.test.ts`, 'missed'],
  ),
  mutant(
    'workers wait for what another is claiming',
    ['store/schedule.ts', 'FOR UPDATE SKIP LOCKED', ''],
    [`${store}/schedule.pg.test.ts`, 'claimDue'],
  ),
  mutant(
    'processes lease from the budget without locking it',
    ['store/budget-store.ts', 'WHERE key = $1 FOR UPDATE', 'WHERE key = $1'],
    [`${store}/budget-store.pg.test.ts`, 'two processes'],
  ),
  mutant(
    'webhooks: every URL speaks of every account',
    ['store/inbox/concerned.ts', '(c.credential IS NULL OR a.credential = c.credential)', 'true'],
    [outcomes, 'T2'],
  ),
  mutant(
    'webhooks: a URL that is gone passes for the bare one',
    ['store/inbox/claim.ts', "coalesce(e.credential, '')", 'e.credential'],
    [outcomes, 'a URL that is not there any more'],
  ),
  mutant(
    'webhooks: of two facts about one thing in a batch one is dropped',
    [
      'flows/delivery-rounds.ts',
      'facts.every(([uuid, fact]) => (told.get(uuid) ?? fact) === fact)',
      'facts.length > 0',
    ],
    [outcomes, 'fifty seats'],
  ),
  mutant(
    'webhooks: a payload with an odd stamp is taken at its word',
    ['flows/apply-deliveries.ts', 'one.delivery.caveat === null && one.news.event', 'one.news.event'],
    [outcomes, 'its stamp is off'],
  ),
  mutant(
    'webhooks: the nested event may be another one',
    ['resources/webhook.ts', 'lastSegment(body.uri) === uuid ? body.uri :', 'body.uri ? body.uri :'],
    [outcomes, 'whatever the nested one is called'],
  ),
  mutant(
    'webhooks: an active event without active seats is left as it is',
    [
      'store/merge/settle.ts',
      "'(invitees_active = 0 AND invitees_total > 0)'",
      "'(invitees_active = 0 AND invitees_total > 0 AND false)'",
    ],
    [outcomes, 'H9'],
  ),
  mutant(
    'webhooks: one that cannot be applied fails its batch',
    [
      'flows/apply-deliveries.ts',
      'if (only && others.length === 0) return [fail(context.log, only, error)]',
      'if (only || others.length === 0) return told.map((one) => fail(context.log, one, error))',
    ],
    [`${flows}/apply-deliveries-poison.pg.test.ts`, 'one of a hundred'],
  ),
  mutant(
    'a delivery is answered before its commit is on disk',
    [
      'store/inbox/keep.ts',
      "set_config('synchronous_commit', 'on', true)",
      "set_config('synchronous_commit', 'off', true)",
    ],
    ['tests/webhooks/durable.test.ts', 'when Postgres is stopped hard'],
  ),
  mutant(
    'what somebody else stores between two looks of a merge is taken for its own',
    ['store/merge/merge.ts', 'if (events.known.some((id) => !locked.has(id))) throw new LostRace()', ''],
    [`${store}/merge/merge-races.pg.test.ts`, 'between two looks of a merge'],
  ),
  ...mutantsOfAccounts,
  ...mutantsOfClients,
  ...mutantsOfIsolation,
  ...mutantsOfKeys,
  ...mutantsOfMatching,
  ...mutantsOfLookingBack,
  ...mutantsOfSweep,
]
