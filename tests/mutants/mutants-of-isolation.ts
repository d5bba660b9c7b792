import { type Mutant, mutant } from './mutant.ts'

const isolation = 'tests/isolation'
const deliveries = `${isolation}/deliveries.test.ts`

/** What keeps users apart, one by one taken away (reliability T7 to T11, T16, I7). */
export const mutantsOfIsolation: readonly Mutant[] = [
  mutant(
    'isolation: no tenant where accounts are listed',
    [
      'store/accounts.ts',
      'WHERE $1::uuid[] IS NULL OR user_id = ANY ($1)',
      'WHERE $1::uuid[] IS NULL OR user_id IS NOT NULL',
    ],
    [`${isolation}/predicates.test.ts`, 'lists show'],
  ),
  mutant(
    'isolation: no tenant where runs are shown',
    [
      'store/read/runs.ts',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a piece of the source
      '(a.user_id = ${userId}::uuid OR',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a piece of the source
      '(${userId}::uuid IS NOT NULL OR',
    ],
    [`${isolation}/lists.test.ts`, 'sees own clients'],
  ),
  mutant(
    'isolation: every delivery is shown to every user',
    [
      'store/read/deliveries.ts',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a piece of the source
      '::boolean OR user_ids @> ARRAY[${userId}::uuid])`',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a piece of the source
      '::boolean OR user_ids IS NOT NULL AND ${userId}::uuid IS NOT NULL)`',
    ],
    [`${isolation}/probes.test.ts`, 'things of others answer like'],
  ),
  mutant(
    'isolation: live events of all who listen',
    [
      'store/read/news.ts',
      'WHERE user_id = p.user_id AND seq > p.after ORDER BY seq',
      'WHERE seq > p.after ORDER BY seq',
    ],
    [`${isolation}/lists.test.ts`, 'live events'],
  ),
  mutant(
    'isolation: a thing of somebody else is forbidden, and not absent',
    [
      'packages/server/src/http/routes/accounts/update.ts',
      "if (!(await find())) throw notFound('account')",
      `if (!(await find()))
      throw Object.assign(
        notFound('account'),
        (await sync.accounts.list('everyone')).some((one) => one.id === id) && { status: 403 },
      )`,
    ],
    [`${isolation}/probes.test.ts`, 'things of others answer like'],
  ),
  mutant(
    'isolation: a host’s default privileges stay',
    [
      'store/migrations/0009_no_default_privileges.sql',
      "EXECUTE format('REVOKE ALL ON %s FROM %s', our_table, outsider);",
      'NULL;',
    ],
    [`${isolation}/catalogue.test.ts`, 'every table is a tenant'],
  ),
  mutant(
    'isolation: an owner whom no policy binds is served',
    ['store/refuse.ts', 'WHERE rolname = current_user AND (rolsuper', 'WHERE false AND (rolsuper'],
    ['packages/engine/src/store/isolation.pg.test.ts', 'who goes past'],
  ),
  mutant(
    'isolation: a delivery that describes no event is everybody’s',
    [
      'store/inbox/concerned.ts',
      'SELECT c.n, a.id, true, a.calendly_user IS NOT DISTINCT FROM c.calendly_user FROM claims c',
      'SELECT c.n, a.id, true, true FROM claims c',
    ],
    [deliveries, 'does not say who hosts'],
  ),
  mutant(
    'isolation: who has handed a meeting on gets its seats',
    ['flows/apply-deliveries.ts', '(owns ? news.invitee : [])', '(owns || !owns ? news.invitee : [])'],
    [deliveries, 'H19: who has handed'],
  ),
  mutant(
    'isolation: who has handed a meeting on reads its seats',
    [
      'flows/reread-event.ts',
      'if (isOwn(pass.account, fact, isStored))',
      'if (isOwn(pass.account, fact, isStored) || true)',
    ],
    [deliveries, 'H19: a handover that no webhook'],
  ),
  mutant(
    'isolation: what comes back to its host keeps the seats that it had',
    ['store/merge/merge.ts', "s.presence <> 'present' AND j.presence = 'present'", 'false'],
    [deliveries, 'H19: a meeting that comes back'],
  ),
  mutant(
    'isolation: an event without hosts is everybody’s who reads it',
    ['flows/reread-event.ts', 'isStored ? { ...own, hostlessOwner } : own', '{ ...own, hostlessOwner }'],
    [deliveries, 'names no host'],
  ),
  mutant(
    'isolation: redirects of PUBLIC_URL are followed',
    ['sync/verify-endpoint.ts', "redirect: 'manual'", "redirect: 'follow'"],
    [`${isolation}/doors.test.ts`, 'a PUBLIC_URL that redirects'],
  ),
  mutant(
    'isolation: what Postgres says of a refused row is logged',
    [
      'packages/server/src/logged-error.ts',
      "...['severity', 'schema',",
      "...['detail', 'where', 'hint', 'severity', 'schema',",
    ],
    [`packages/server/src/logger.test.ts`, 'of a refused row'],
  ),
]
