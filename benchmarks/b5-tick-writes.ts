import { setTimeout as sleep } from 'node:timers/promises'
import { createSimulator } from 'calendly-simulator'
import { startDatabase } from './support/database.ts'
import { isQuick, report } from './support/figure.ts'
import { type Mirror, startMirror } from './support/mirror.ts'
import { mirrorTables, rowsWritten, settle, startWalWatch } from './support/writes.ts'

/*
 * What a tick writes when Calendly has nothing new. Rows are Postgres' own counters per table, which sessions hand in
 * when they end, so each counted step is a whole life of the engine: start, (tick,) stop. A life without a tick is
 * measured beside it, and the difference is the tick. WAL is read back record by record (pg_walinspect) for exactly
 * the time of one tick.
 */

const meetings = isQuick() ? 500 : 2000
const upcoming = isQuick() ? 75 : 300

const database = await startDatabase()
const simulator = await createSimulator({
  world: 'meetings',
  meetings,
  upcoming,
  rateLimitPerMinute: Number.POSITIVE_INFINITY,
})
const { url } = await simulator.listen()
/** A life of the engine, connected to Calendly: that writes the account's row and asks for three things. */
async function start(): Promise<Mirror> {
  const mirror = await startMirror({
    database: { connectionString: database.connectionString },
    calendly: { origin: url, personalAccessToken: simulator.tokens.adviser },
  })
  await mirror.imported()
  await sleep(1000)
  return mirror
}
try {
  const importer = await start()
  await importer.sync.stop()
  await settle(database.admin)

  const idle = await rowsWritten(database.admin, async () => {
    const mirror = await start()
    await mirror.sync.stop()
  })
  const ticking = await rowsWritten(database.admin, async () => {
    const mirror = await start()
    await mirror.tick()
    await mirror.sync.stop()
  })
  const mirror = await start()
  const watch = await startWalWatch(database.admin)
  await mirror.tick()
  const wal = await watch.end()
  await mirror.sync.stop()

  const isMirror = (table: string) => mirrorTables.includes(table)
  const sum = (counts: ReadonlyMap<string, number>, of: (table: string) => boolean) =>
    [...counts].reduce((total, [table, count]) => total + (of(table) ? count : 0), 0)
  const ofTick = new Map([...ticking].map(([table, count]) => [table, count - (idle.get(table) ?? 0)]))
  const inWords = (counts: ReadonlyMap<string, number>) =>
    [...counts]
      .filter(([table, count]) => count !== 0 && !isMirror(table))
      .map(([table, count]) => `${table} ${count}`)
      .join(', ')
  report({
    sizes: `${meetings} meetings, ${upcoming} of them upcoming`,
    figures: [
      {
        name: 'rows written to the mirror by a quiet tick',
        target: { atMost: 0 },
        value: sum(ticking, isMirror),
        unit: 'rows',
        measured: `in ${mirrorTables.length} tables, start and stop of the engine included`,
      },
      {
        name: 'WAL of the mirror during a quiet tick',
        target: { atMost: 0 },
        value: sum(wal, isMirror),
        unit: 'bytes',
        measured: `of ${sum(wal, () => true)} bytes in all`,
      },
      {
        name: "rows of the run's own bookkeeping",
        value: sum(ofTick, (table) => !isMirror(table)),
        unit: 'rows',
        measured: inWords(ofTick),
      },
      {
        name: "WAL of the run's own bookkeeping",
        value: sum(wal, (table) => !isMirror(table)),
        unit: 'bytes',
        measured: inWords(wal),
      },
    ],
    notes: ['WAL from pg_walinspect, summed by the table a record belongs to, its indexes included.'],
  })
} finally {
  await simulator.close()
  await database.stop()
}
