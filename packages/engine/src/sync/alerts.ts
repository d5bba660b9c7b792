import type { Clock } from '../clock.ts'
import type {
  Alert,
  AlertKind,
  AlertMail,
  AlertRules,
  Alerts,
  Audience,
  MailType,
} from '../contract-alerts.ts'
import { alertKinds, changedRules, ruleOf, rulesOf } from '../resources/alert-kinds.ts'
import { listAccounts } from '../store/accounts.ts'
import { postponeMail, settleMail, type TakenMail, takeMails } from '../store/alerts/mails.ts'
import { readRules, saveRules } from '../store/alerts/rules.ts'
import type { Database } from '../store/database.ts'
import { alertsOf, listAlerts } from '../store/read/alerts.ts'
import { findUsers } from '../store/users.ts'

export interface AlertsOptions {
  readonly database: Database
  readonly clock: Clock
}

const minuteMs = 60_000

export function createAlerts({ database, clock }: AlertsOptions): Alerts {
  const shown = (audience: Audience, { kinds, ...rules }: AlertRules): AlertRules => ({
    ...rules,
    kinds: kinds.filter(({ kind }) =>
      audience === 'operator' ? alertKinds[kind].isForOperators : alertKinds[kind].isForUsers,
    ),
  })
  const rules = async (audience: Audience) => shown(audience, rulesOf(await readRules(database, audience)))

  async function address(userId: string): Promise<string | null> {
    const [user] = await findUsers(database, [userId])
    return user?.email_vouched ? user.email : null
  }

  /** @returns undefined when there is nothing to be said any more, or nobody who wants to hear it. */
  async function toSend({
    id,
    type,
    userId,
    incidentId,
    address,
  }: TakenMail): Promise<AlertMail | undefined> {
    const audience = userId === null ? 'operator' : { userId }
    const found = await alertsOf(database, incidentId === null ? { openFor: userId } : { incidentId })
    const { mail, digest, kinds } = await rules(audience)
    const alerts = found.filter(
      (alert) =>
        !alert.isMuted &&
        kinds.some(({ kind, isOn, isMailed }) => kind === alert.kind && isOn && isMailed) &&
        (type !== 'opened' || alert.state === 'open' || alert.kind === 'import'),
    )
    const isWanted = mail && (type !== 'digest' || digest) && alerts.length > 0
    return isWanted ? { id, type, audience, address, alerts } : undefined
  }

  return {
    list: (viewer, query = {}) => listAlerts(database, viewer, query),
    rules,
    changeRules: async (audience, change, actor) =>
      shown(
        audience,
        rulesOf(await saveRules(database, audience, actor, (stored) => changedRules(stored, change))),
      ),
    address,
    async sample(audience, kind, type) {
      const userId = audience === 'operator' ? null : audience.userId
      const open = (await alertsOf(database, { openFor: userId })).filter((alert) => alert.kind === kind)
      const [account] = userId === null ? [] : await listAccounts(database, [userId])
      const alerts = open.length > 0 ? open.slice(0, 1) : [invented(kind, type, account, clock.now())]
      const id = '00000000-0000-0000-0000-000000000000'
      return { id, type, audience, address: userId === null ? null : await address(userId), alerts }
    },
    mails: {
      async take(limit) {
        const mails: AlertMail[] = []
        for (const taken of await takeMails(database, limit)) {
          const mail = await toSend(taken)
          if (mail) mails.push(mail)
          else await settleMail(database, taken.id, 'moot')
        }
        return mails
      },
      settle: (id, result) =>
        typeof result === 'string'
          ? settleMail(database, id, result)
          : postponeMail(database, id, result.failure),
    },
  }
}

/** What an incident of a kind would say, for a preview. */
function invented(
  kind: AlertKind,
  type: MailType,
  account: { readonly id: string; readonly name: string | null; readonly email: string | null } | undefined,
  nowMs: number,
): Alert {
  const { title, consequence, isForUsers } = alertKinds[kind]
  const { afterMinutes } = ruleOf(rulesOf(null), kind)
  const at = (minutesAgo: number) => new Date(nowMs - minutesAgo * minuteMs).toISOString()
  const isOver = type === 'healed'
  return {
    id: '00000000-0000-0000-0000-000000000000',
    kind,
    state: isOver ? 'healed' : 'open',
    code: null,
    account: account && isForUsers ? { id: account.id, name: account.name, email: account.email } : null,
    isOfInstallation: account === undefined,
    title,
    message: 'This is an example: nothing is wrong. Here stands what happened, in a sentence or two.',
    consequence,
    nextStep: 'Here stands what can be done about it.',
    since: at(afterMinutes + 1),
    openedAt: at(1),
    healedAt: isOver ? at(0) : null,
    isMuted: false,
    mails: [],
  }
}
