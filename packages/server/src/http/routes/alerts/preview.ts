import type { Route } from '../../route.ts'
import { previewQuery, previewSchema } from '../../schemas/alert.ts'
import { audienceOf, obstacleTo } from './audience.ts'

export const previewMail: Route = (app, { sync, mail }) => {
  const schema = {
    summary: 'A mail as it would be sent',
    description: 'About an open incident of this kind, else about an invented one.',
    tags: ['Alerts'],
    querystring: previewQuery,
    response: { 200: previewSchema },
  }
  app.get('/api/alerts/preview', { schema }, async (request) => {
    const { kind, type, for: whose } = request.query
    const audience = audienceOf(request, whose)
    const sample = await sync.alerts.sample(audience, kind, type)
    const to = mail.addressOf(sample)
    return { from: mail.from, to, ...mail.compose(sample), problem: obstacleTo(mail, audience, to) }
  })
}
