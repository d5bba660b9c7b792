import type { AlertRules, Audience } from 'calendly-sync-engine'
import { callerOf } from '../../auth/caller.ts'
import type { Route, RouteContext } from '../../route.ts'
import { audienceQuery, rulesChange, rulesSchema } from '../../schemas/alert.ts'
import { audienceOf, obstacleTo } from './audience.ts'

const tags = ['Alerts']

export const showRules: Route = (app, context) => {
  const schema = {
    summary: 'What one is told of, and how',
    description: '`for=operator`: what operators are told of the installation.',
    tags,
    querystring: audienceQuery,
    response: { 200: rulesSchema },
  }
  app.get('/api/alerts/rules', { schema }, async (request) => {
    const audience = audienceOf(request, request.query.for)
    return answer(context, audience, await context.sync.alerts.rules(audience))
  })
}

export const changeRules: Route = (app, context) => {
  const schema = {
    summary: 'Change what one is told of; what is not named stays',
    tags,
    querystring: audienceQuery,
    body: rulesChange,
    response: { 200: rulesSchema },
  }
  app.put('/api/alerts/rules', { schema }, async (request) => {
    const audience = audienceOf(request, request.query.for)
    const { userId } = callerOf(request)
    return answer(context, audience, await context.sync.alerts.changeRules(audience, request.body, userId))
  })
}

async function answer({ sync, mail }: RouteContext, audience: Audience, rules: AlertRules) {
  const address = audience === 'operator' ? null : await sync.alerts.address(audience.userId)
  const recipient = mail.addressOf({ audience, address })
  const whose = audience === 'operator' ? ('operator' as const) : ('me' as const)
  return { for: whose, ...rules, recipient, problem: obstacleTo(mail, audience, recipient) }
}
