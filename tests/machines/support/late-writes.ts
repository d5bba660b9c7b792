import type pg from 'pg'

/**
 * Lets the database itself watch who writes: every process has a name of its own (`application_name`), the one that took an
 * account's run last is its owner, and what another one writes of that account's runs is a late write.
 */
export async function watchLateWrites(pool: pg.Pool): Promise<{
  /** Late writes, and runs that were taken from a process which still held them. */
  count(): Promise<{ readonly late: number; readonly takeovers: number }>
  /** Each late write: what, of whom, by whom, when, and which columns it changed. */
  told(): Promise<readonly unknown[]>
  /** Whether a process holds a run at this moment. */
  holds(process: string): Promise<boolean>
}> {
  await pool.query(`
    CREATE SCHEMA watch;
    CREATE TABLE watch.owners (account uuid PRIMARY KEY, process text NOT NULL);
    CREATE TABLE watch.takeovers (account uuid, loser text, winner text, at timestamptz DEFAULT clock_timestamp());
    CREATE TABLE watch.late (what text, account uuid, process text, owner text, changed text[], at timestamptz DEFAULT clock_timestamp());
    GRANT USAGE ON SCHEMA watch TO PUBLIC;
    GRANT ALL ON ALL TABLES IN SCHEMA watch TO PUBLIC;

    CREATE FUNCTION watch.note_owner() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF OLD.holder IS NOT NULL THEN
        INSERT INTO watch.takeovers (account, loser, winner)
        SELECT account, process, current_setting('application_name') FROM watch.owners WHERE account = NEW.account_id;
      END IF;
      INSERT INTO watch.owners VALUES (NEW.account_id, current_setting('application_name'))
      ON CONFLICT (account) DO UPDATE SET process = excluded.process;
      RETURN NULL; END $$;
    CREATE TRIGGER note_owner AFTER UPDATE OF holder ON calendly_sync.account_runs FOR EACH ROW
      WHEN (NEW.holder IS NOT NULL AND NEW.holder IS DISTINCT FROM OLD.holder) EXECUTE FUNCTION watch.note_owner();

    CREATE FUNCTION watch.note_late() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO watch.late (what, account, process, owner, changed)
      SELECT TG_TABLE_NAME, account, current_setting('application_name'), process, ARRAY(
        SELECT key FROM jsonb_each(to_jsonb(NEW)) WHERE to_jsonb(OLD) -> key IS DISTINCT FROM value) FROM watch.owners
      WHERE account = (to_jsonb(NEW) ->> TG_ARGV[0])::uuid AND process <> current_setting('application_name');
      RETURN NULL; END $$;
    CREATE TRIGGER note_late AFTER INSERT OR UPDATE ON calendly_sync.scheduled_events
      FOR EACH ROW EXECUTE FUNCTION watch.note_late('account_id');
    CREATE TRIGGER note_late AFTER UPDATE OF coverage, last_synced_at ON calendly_sync.accounts
      FOR EACH ROW EXECUTE FUNCTION watch.note_late('id')`)
  return {
    async holds(process) {
      const { rows } = await pool.query(
        `SELECT FROM calendly_sync.account_runs r JOIN watch.owners o ON o.account = r.account_id
         WHERE r.finished_at IS NULL AND r.holder IS NOT NULL AND o.process = $1 LIMIT 1`,
        [process],
      )
      return rows.length > 0
    },
    async told() {
      return (await pool.query('SELECT * FROM watch.late ORDER BY at')).rows
    },
    async count() {
      const { rows } = await pool.query<{ late: number; takeovers: number }>(
        `SELECT (SELECT count(*)::int FROM watch.late) AS late,
           (SELECT count(*)::int FROM watch.takeovers WHERE loser <> winner) AS takeovers`,
      )
      return rows[0] ?? { late: -1, takeovers: -1 }
    },
  }
}

/** The same address, under a name that `pg_stat_activity` and the triggers see. */
export function named(connectionString: string, name: string): string {
  const url = new URL(connectionString)
  url.searchParams.set('application_name', name)
  return url.href
}
