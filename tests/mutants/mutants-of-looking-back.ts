import { type Mutant, mutant } from './mutant.ts'

const sources = 'store/read/activity-sources.ts'
const timeline = 'packages/engine/src/sync/activity.pg.test.ts'
const figures = 'packages/engine/src/sync/insights/create.pg.test.ts'
const rows = 'packages/engine/src/sync/meetings.pg.test.ts'

/** What people look back on is their own, and derived as it says. */
export const mutantsOfLookingBack: readonly Mutant[] = [
  mutant(
    'timeline: everybody’s runs',
    [
      sources,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a piece of the source
      'FROM calendly_sync.account_runs r WHERE r.user_id = ${userId}::uuid',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a piece of the source
      'FROM calendly_sync.account_runs r WHERE ${userId}::uuid IS NOT NULL',
    ],
    [timeline, 'nobody sees what is others'],
  ),
  mutant(
    'timeline: deliveries that concern nobody, to everybody',
    [
      sources,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a piece of the source
      'OR (${isOperator}::boolean AND coalesce(d.user_ids',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a piece of the source
      'OR (${isOperator}::boolean IS NOT NULL AND coalesce(d.user_ids',
    ],
    [timeline, 'nobody sees what is others'],
  ),
  mutant(
    'timeline: the installation’s own, to everybody',
    [
      sources,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a piece of the source
      'OR (${isOperator}::boolean AND l.user_id',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a piece of the source
      'OR (${isOperator}::boolean IS NOT NULL AND l.user_id',
    ],
    [timeline, 'nobody sees what is others'],
  ),
  mutant(
    'timeline: a fold is cut where a page ends',
    ['sync/activity.ts', 'if (folded.length > limit || isEnd', 'if (folded.length >= limit || isEnd'],
    [timeline, 'pages show everything once'],
  ),
  mutant(
    'run: what came and went in it is new',
    ['store/read/run-changes.ts', 'is_dead AND (appeared OR NOT was_dead)', 'is_dead AND NOT was_dead'],
    ['packages/engine/src/store/read/run-changes.pg.test.ts', 'each meeting once'],
  ),
  mutant(
    'figures: deliveries of others',
    ['store/read/insights/webhook-delay.ts', 'd.user_ids @> ARRAY[$1::uuid] AND', '$1::uuid IS NOT NULL AND'],
    [figures, 'nothing of others'],
  ),
  mutant(
    'figures: a replay counts as slow',
    ['store/read/insights/webhook-delay.ts', 'coalesce(d.first_settled_at, d.settled_at)', 'd.settled_at'],
    [figures, 'whatever is replayed later'],
  ),
  mutant(
    'figures: an account that is paused is late',
    ['store/read/insights/freshness.ts', " AND state <> 'paused')", ')'],
    [figures, 'paused ones aside'],
  ),
  mutant(
    'meetings: deliveries that spoke to others explain a row',
    ['store/read/explanation.ts', 'AND user_ids @> ARRAY[$1::uuid]', 'AND $1::uuid IS NOT NULL'],
    [rows, 'what was told to others is not'],
  ),
  mutant(
    'meetings: somebody else’s raw words',
    ['store/read/raw-meeting.ts', 'WHERE m.user_id = $1 AND m.id = $2', 'WHERE m.id = $2'],
    ['tests/isolation/predicates.test.ts', 'what is somebody else'],
  ),
]
