import { Agent, request } from 'undici'
import type { Signed } from './deliveries.ts'

/** Sends deliveries on `connections` connections, each as soon as the one before is answered. @returns 200s a second. */
export async function postFlatOut(
  url: string,
  connections: number,
  forMs: number,
  next: () => Signed,
): Promise<number> {
  const agent = new Agent({ connections, pipelining: 1 })
  const until = performance.now() + forMs
  let accepted = 0
  const startedAt = performance.now()
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < until) {
        const status = await post(agent, url, next())
        if (status === 200) accepted += 1
      }
    }),
  )
  const tookMs = performance.now() - startedAt
  await agent.close()
  return (accepted / tookMs) * 1000
}

/** Sends so many a second whatever the answers take. @returns milliseconds to each answer. */
export async function postPaced(
  url: string,
  perSecond: number,
  forMs: number,
  next: () => Signed,
  onSend: (delivery: Signed, atMs: number) => void = () => {},
): Promise<number[]> {
  const agent = new Agent({ connections: 64, pipelining: 1 })
  const startedAt = performance.now()
  const answers: Promise<number>[] = []
  for (let sent = 0; ; ) {
    const now = performance.now()
    if (now - startedAt >= forMs) break
    for (; sent < ((now - startedAt) / 1000) * perSecond; sent++) {
      const delivery = next()
      const dueAt = startedAt + (sent / perSecond) * 1000
      onSend(delivery, performance.now())
      answers.push(
        post(agent, url, delivery).then((status) => {
          if (status !== 200) throw new Error(`a delivery was answered ${status}`)
          return performance.now() - dueAt
        }),
      )
    }
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  const tookMs = await Promise.all(answers)
  await agent.close()
  return tookMs
}

async function post(agent: Agent, url: string, { body, headers }: Signed): Promise<number> {
  const answer = await request(url, { dispatcher: agent, method: 'POST', body, headers })
  await answer.body.dump()
  return answer.statusCode
}
