import { z } from 'zod'
import { callerOf } from '../../auth/caller.ts'
import type { Route } from '../../route.ts'

const path = '/api/meetings.ics/token'

/** Makes the caller's calendar feed, or gives it another address. */
export const openFeed: Route = (app, { sync, config }) => {
  const schema = {
    summary: 'Open a calendar feed of the own meetings',
    description:
      'Answers its address, which is told only once and lets whoever has it read the meetings. An address made before opens nothing any more.',
    tags: ['Meetings'],
    response: { 200: z.object({ url: z.string() }) },
  }
  app.post(path, { schema }, async (request) => {
    const token = await sync.feed.open(callerOf(request).userId)
    return { url: `${config.publicUrl.replace(/\/+$/, '')}/api/meetings.ics?token=${token}` }
  })
}

/** Whether there is one; its address is not kept. */
export const showFeed: Route = (app, { sync }) => {
  const schema = {
    summary: 'Whether there is a calendar feed of the own meetings',
    tags: ['Meetings'],
    response: { 200: z.object({ openSince: z.string().nullable() }) },
  }
  app.get(path, { schema }, async (request) => ({
    openSince: await sync.feed.since(callerOf(request).userId),
  }))
}

export const closeFeed: Route = (app, { sync }) => {
  const schema = {
    summary: 'Close the calendar feed',
    tags: ['Meetings'],
    response: { 200: z.object({ closed: z.boolean().meta({ description: 'false: there was none' }) }) },
  }
  app.delete(path, { schema }, async (request) => ({
    closed: await sync.feed.close(callerOf(request).userId),
  }))
}
