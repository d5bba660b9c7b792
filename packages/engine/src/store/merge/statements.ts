import type { ColumnRule, ColumnType, Resource, StampedFact } from '../../resources/resource.ts'

/** Columns that a table has beside those of its facts, and where each incoming row's value comes from. */
export interface Placement {
  /** SQL that yields one row per incoming fact and user: the record's columns, `user_id`, and the columns below. */
  readonly incoming: (record: string) => string
  /** Set once, at insert. */
  readonly fixed: readonly string[]
  /** Text columns that follow the stamp like any other, and count as a difference. */
  readonly stamped: readonly string[]
  /** Further assignments of the update; `s` is the stored row, `j` the judged fact with `is_read` and `wins`. */
  readonly besides: readonly string[]
}

export interface MergeStatements {
  /** `$1` facts as a JSON array, `$2` users, `$3` is it a read, `$4` the reader's mark, `$5` does it speak of a no-show, and what the placement binds from `$6` on. */
  readonly update: string
  /** The same parameters. Answers what it stored, and what was there already. */
  readonly insert: string
}

/**
 * The law of the merge as SQL, for any resource (design: "The one idea"). Two facts about one thing meet like this:
 *
 * - canceled wins, whatever the stamps;
 * - the later `updated_at` wins every other column, compared as timestamptz at full precision;
 * - on equal stamps a read wins if the row learned nothing since it was asked (`version <= mark`); otherwise the
 *   row is left as it is, gets a new version, and `asks` for a fresh read;
 * - an older fact changes nothing else, and an equal one is filtered out before any row is locked.
 */
export function mergeStatements<Fact extends StampedFact>(
  resource: Resource<Fact>,
  placement: Placement,
): MergeStatements {
  const columns = Object.entries<readonly [ColumnType, ColumnRule]>(resource.columns)
  const record = recordColumns(columns)
  const table = `calendly_sync.${resource.table}`
  const shown = ['digest', ...placement.stamped]
  return {
    update: `
      WITH bound AS (SELECT $3::boolean AS is_read, $4::bigint AS mark, $5::boolean AS of_no_show),
      incoming AS (${placement.incoming(record)}),
      met AS (
        SELECT s.id, i.*, i.updated_at > s.updated_at AS is_later, i.updated_at = s.updated_at AS is_tied,
          i.status = 'canceled' AND s.status <> 'canceled' AS dies,
          bound.is_read, bound.is_read AND s.version <= bound.mark AS is_fresh
        FROM incoming i JOIN ${table} s USING (user_id, uuid), bound
        WHERE (${list('i', shown)}) IS DISTINCT FROM (${list('s', shown)}) OR bound.of_no_show
      ),
      judged AS (SELECT *, is_later OR (is_tied AND is_fresh) AS wins, is_tied AND NOT is_fresh AS asks FROM met)
      UPDATE ${table} s SET
        ${[...columns, ...placement.stamped.map(stampedText)].map(assignment).concat(placement.besides).join(',\n        ')},
        status = CASE WHEN 'canceled' IN (s.status, j.status) THEN 'canceled' WHEN j.wins THEN j.status ELSE s.status END,
        updated_at = CASE WHEN j.wins THEN j.updated_at ELSE s.updated_at END,
        digest = CASE WHEN j.wins THEN j.digest ELSE s.digest END,
        raw = CASE WHEN j.wins THEN j.raw ELSE s.raw END,
        version = nextval('calendly_sync.merge_clock')
      FROM judged j
      WHERE s.id = j.id AND (j.wins OR j.dies OR j.asks)
      RETURNING s.id, s.uuid, j.asks, j.wins OR j.dies AS changed`,
    insert: `
      WITH bound AS (SELECT $3::boolean AS is_read, $4::bigint AS mark, $5::boolean AS of_no_show),
      incoming AS (${placement.incoming(record)}),
      fresh AS (
        SELECT i.* FROM incoming i
        WHERE NOT EXISTS (SELECT FROM ${table} s WHERE s.user_id = i.user_id AND s.uuid = i.uuid)
      ),
      inserted AS (
        INSERT INTO ${table} (${[...names(columns), ...stamps, ...placement.fixed, ...placement.stamped, 'user_id'].join(', ')})
        SELECT ${list('f', [...names(columns), ...stamps, ...placement.fixed, ...placement.stamped, 'user_id'])}
        FROM fresh f ORDER BY f.user_id, f.uuid
        ON CONFLICT (user_id, uuid) DO NOTHING
        RETURNING id, uuid
      )
      SELECT (SELECT count(*)::int FROM fresh) AS wanted, coalesce(array_agg(id), '{}') AS ids,
        coalesce(array_agg(uuid), '{}') AS uuids,
        (SELECT coalesce(array_agg(s.id), '{}') FROM incoming i JOIN ${table} s USING (user_id, uuid)) AS known
      FROM inserted`,
  }
}

const stamps = ['uuid', 'status', 'updated_at', 'digest', 'raw']

type Entry = readonly [string, readonly [ColumnType, ColumnRule]]

function recordColumns(columns: readonly Entry[]): string {
  const own = columns.map(([name, [type]]) => `${name} ${type}`)
  return [
    'uuid text',
    'status text',
    'updated_at timestamptz',
    'digest text',
    'raw jsonb',
    'faded boolean',
    ...own,
  ].join(', ')
}

function stampedText(name: string): Entry {
  return [name, ['text', 'stamped']]
}

function assignment([name, [, rule]]: Entry): string {
  const stored = `s.${name}`
  const told = `j.${name}`
  switch (rule) {
    case 'kept':
      return `${name} = CASE WHEN j.wins THEN coalesce(${told}, ${stored}) WHEN j.dies THEN coalesce(${stored}, ${told}) ELSE ${stored} END`
    case 'fading':
      return `${name} = CASE WHEN j.wins AND NOT j.faded THEN ${told} ELSE ${stored} END`
    default:
      return `${name} = CASE WHEN j.wins THEN ${told} ELSE ${stored} END`
  }
}

function names(columns: readonly Entry[]): readonly string[] {
  return columns.map(([name]) => name)
}

function list(alias: string, columns: readonly string[]): string {
  return columns.map((name) => `${alias}.${name}`).join(', ')
}
