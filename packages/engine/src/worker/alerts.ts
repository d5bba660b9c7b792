import type { Clock } from '../clock.ts'
import type { AlertKind, AlertRules } from '../contract-alerts.ts'
import { conditionsOf, isIncident, keyOf } from '../flows/judge-alerts.ts'
import type { Log } from '../log.ts'
import { ruleOf, rulesOf } from '../resources/alert-kinds.ts'
import { readAlertFacts } from '../store/alerts/facts.ts'
import {
  type Condition,
  healIncidents,
  type OpenIncident,
  openIncidents,
  openNew,
  rewordIncidents,
} from '../store/alerts/incidents.ts'
import { dueForDigest, type MailToWrite, toldOf, writeMails } from '../store/alerts/mails.ts'
import { operatorRules, rulesOfUsers } from '../store/alerts/rules.ts'
import type { Bell } from '../store/bell.ts'
import type { Database, Transaction } from '../store/database.ts'
import { activeMutes } from '../store/operations/mutes.ts'

export interface AlertWatch {
  readonly database: Database
  readonly bell: Pick<Bell, 'ring'>
  readonly clock: Clock
  readonly log: Log
  /** Of the installation's grid. */
  readonly intervalMs: number
  readonly alerts: {
    /** The one user operates the installation as well. */
    readonly isLocal: boolean
    /** Somebody sends the mails that are put in line. */
    readonly isMailed: boolean
  }
}

/** What one look has changed. */
export interface AlertNews {
  readonly opened: readonly OpenIncident[]
  readonly healed: readonly OpenIncident[]
}

/**
 * Looks once at everything that may be wrong: opens incidents that have lasted long enough, closes those that are over,
 * and puts the mails about both in line; all or nothing. One process looks at a time, the others leave it to that one.
 */
export async function watchAlerts(watch: AlertWatch): Promise<AlertNews> {
  const news = await watch.database.transaction('installation', async (tx) => {
    const [turn] = await tx.query<{ isOurs: boolean }>(
      `SELECT pg_try_advisory_xact_lock(hashtextextended('calendly_sync alerts', 0)) AS "isOurs"`,
    )
    return turn?.isOurs ? look(tx, watch) : { opened: [], healed: [] }
  })
  for (const { kind, id } of news.opened) watch.log.warn(`🚨 [Alert] ${kind} opened`, { alertId: id, kind })
  for (const { kind, id } of news.healed) watch.log.info(`✅ [Alert] ${kind} healed`, { alertId: id, kind })
  if (news.opened.length + news.healed.length > 0) watch.bell.ring('alerts')
  return news
}

async function look(tx: Transaction, { clock, intervalMs, alerts }: AlertWatch): Promise<AlertNews> {
  const { isLocal, isMailed } = alerts
  const facts = await readAlertFacts(tx, { nowMs: clock.now(), isLocal, intervalMs })
  const conditions = new Map(conditionsOf(facts).map((condition) => [keyOf(condition), condition]))
  const before = new Map((await openIncidents(tx)).map((incident) => [keyOf(incident), incident]))
  const digests = isMailed ? await dueForDigest(tx) : []
  const rulesFor = await loadRules(tx, [
    ...[...conditions.values(), ...before.values()].map(({ userId }) => userId),
    ...digests,
  ])
  const isWanted = (condition: Condition) => isIncident(condition, rulesFor(condition.userId), facts.nowMs)
  const opened = await openNew(
    tx,
    [...conditions].flatMap(([key, condition]) =>
      !before.has(key) && isWanted(condition) ? [condition] : [],
    ),
  )
  await rewordIncidents(tx, reworded(before, conditions))
  const over = [...before].filter(
    ([key, { userId, kind }]) => !conditions.has(key) || !ruleOf(rulesFor(userId), kind).isOn,
  )
  const healed = await healIncidents(
    tx,
    over.map(([, incident]) => incident.id),
  )
  if (isMailed) {
    const told = await toldOf(tx, healed)
    const isMuted = await activeMutes(tx)
    const isSent = ({ userId, kind }: { userId: string | null; kind: AlertKind }) =>
      rulesFor(userId).mail && ruleOf(rulesFor(userId), kind).isMailed
    await writeMails(tx, [
      ...opened.filter((one) => isSent(one) && !isMuted(conditions.get(keyOf(one)))).map(mail('opened')),
      ...healed.filter((one) => told.has(one.id) && !one.isPaused && isSent(one)).map(mail('healed')),
      ...digests
        .filter((userId) => rulesFor(userId).mail && rulesFor(userId).digest)
        .map((userId) => ({ userId, incidentId: null, type: 'digest' }) as const),
    ])
  }
  return { opened, healed }
}

const mail =
  (type: 'opened' | 'healed') =>
  ({ userId, id }: OpenIncident): MailToWrite => ({ userId, incidentId: id, type })

async function loadRules(
  tx: Transaction,
  audiences: readonly (string | null)[],
): Promise<(userId: string | null) => AlertRules> {
  const users = [...new Set(audiences.flatMap((userId) => userId ?? []))]
  const stored = await rulesOfUsers(tx, users)
  const ofOperators = rulesOf(await operatorRules(tx))
  const usual = rulesOf(null)
  const ofUsers = new Map([...stored].map(([userId, rules]) => [userId, rulesOf(rules)]))
  return (userId) => (userId === null ? ofOperators : (ofUsers.get(userId) ?? usual))
}

function reworded(before: ReadonlyMap<string, OpenIncident>, conditions: ReadonlyMap<string, Condition>) {
  return [...before].flatMap(([key, { id, code }]) => {
    const now = conditions.get(key)
    if (!now || now.code === code) return []
    return [{ id, code: now.code, message: now.message, nextStep: now.nextStep }]
  })
}
