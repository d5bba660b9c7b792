import { z } from 'zod'
import type { Route } from '../../route.ts'

const answer = z.object({
  success: z.literal(true),
  scheduler: z.object({
    isRunning: z.boolean().meta({ description: 'some worker gave a sign of life within 60 s' }),
    scheduledTasks: z.array(
      z.object({
        name: z.string(),
        schedule: z.string(),
        nextRunAt: z.string().nullable(),
        lastRunAt: z.string().nullable(),
      }),
    ),
    calendlyConfigured: z.boolean(),
  }),
})

export const schedulerStatus: Route = (app, { sync, config }) => {
  const schema = { summary: 'The schedule', tags: ['Sync'], response: { 200: answer } }
  app.get('/api/calendly/scheduler/status', { schema }, async () => {
    const { isRunning, intervalMinutes, nextRunAt, lastRunAt } = await sync.scheduler()
    const schedule = intervalMinutes === 1 ? 'Every minute' : `Every ${intervalMinutes} minutes`
    return {
      success: true as const,
      scheduler: {
        isRunning,
        scheduledTasks: [{ name: 'Calendly Sync', schedule, nextRunAt, lastRunAt }],
        calendlyConfigured: config.calendlyToken !== undefined || config.calendlyClientId !== undefined,
      },
    }
  })
}
