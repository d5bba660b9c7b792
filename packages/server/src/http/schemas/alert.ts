import { z } from 'zod'
import { alertKindNames } from '../../mail/unsubscribe-token.ts'
import { cursor, limitUpTo, uuid } from './query.ts'
import { problemFields } from './status.ts'

const kind = z.enum(alertKindNames)
const mailType = z.enum(['opened', 'digest', 'healed'])

export const alertQuery = z.strictObject({
  state: z.enum(['open', 'healed', 'all']).exactOptional().meta({ description: 'default open' }),
  kind: kind.exactOptional(),
  accountId: uuid.exactOptional(),
  limit: limitUpTo(200, 50),
  cursor,
})

const alert = z
  .object({
    id: z.string(),
    kind,
    state: z.enum(['open', 'healed']),
    code: z.string().nullable(),
    account: z
      .object({ id: z.string(), name: z.string().nullable(), email: z.string().nullable() })
      .nullable(),
    isOfInstallation: z.boolean().meta({ description: 'for operators' }),
    title: z.string(),
    message: z.string(),
    consequence: z.string(),
    nextStep: z.string(),
    since: z.string(),
    openedAt: z.string(),
    healedAt: z.string().nullable(),
    isMuted: z.boolean(),
    mails: z.array(z.object({ type: mailType, sentAt: z.string() })).readonly(),
  })
  .meta({ id: 'Alert' })

export const alertPage = z.object({ data: z.array(alert).readonly(), nextCursor: z.string().nullable() })

/** Own rules and mails, or those of the operators about the installation. */
const whose = z.enum(['me', 'operator']).default('me')

export const audienceQuery = z.strictObject({ for: whose })

export const previewQuery = z.strictObject({
  for: whose,
  kind: kind.default('failing'),
  type: mailType.default('opened'),
})

const rule = z.object({
  kind,
  title: z.string(),
  description: z.string(),
  isOn: z.boolean(),
  isMailed: z.boolean(),
  afterMinutes: z.number(),
})

export const rulesSchema = z
  .object({
    for: z.enum(['me', 'operator']),
    mail: z.boolean(),
    digest: z.boolean(),
    kinds: z.array(rule).readonly(),
    recipient: z.string().nullable().meta({ description: 'where mails go; null: nowhere' }),
    problem: z.object(problemFields).nullable().meta({ description: 'why no mail is sent' }),
  })
  .meta({ id: 'AlertRules' })

const kindChange = z.strictObject({
  isOn: z.boolean().exactOptional(),
  isMailed: z.boolean().exactOptional(),
  afterMinutes: z.int().min(0).max(10_080).exactOptional(),
})

export const rulesChange = z.strictObject({
  mail: z.boolean().exactOptional(),
  digest: z.boolean().exactOptional(),
  kinds: z.partialRecord(kind, kindChange).exactOptional(),
})

export const previewSchema = z.object({
  from: z.string().nullable(),
  to: z.string().nullable(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  problem: z.object(problemFields).nullable().meta({ description: 'why it would not be sent' }),
})

export const testAnswer = z.object({
  success: z.boolean(),
  to: z.string().nullable(),
  problem: z.object(problemFields).nullable(),
})
