import { createHmac, timingSafeEqual } from 'node:crypto'
import Fastify from 'fastify'
import pg from 'pg'

/* The least that any receiver does, for B6: the same Fastify, one HMAC over the raw bytes, one INSERT, then 200. */

const { PORT, DATABASE_URL, KEY, POOL } = process.env
const pool = new pg.Pool({
  connectionString: DATABASE_URL,
  max: Number(POOL),
  onConnect: async (client) => {
    await client.query('SET synchronous_commit = on')
  },
})
await pool.query(
  'CREATE TABLE IF NOT EXISTS bare_deliveries (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body bytea NOT NULL)',
)
const app = Fastify({ logger: false })
app.removeAllContentTypeParsers()
app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
app.get('/', async () => 'ready')
app.post('/webhook', async (request, reply) => {
  const [t, v1] = String(request.headers['calendly-webhook-signature'])
    .split(',')
    .map((part) => part.slice(part.indexOf('=') + 1))
  const digest = createHmac('sha256', KEY).update(`${t}.`).update(request.body).digest()
  if (!timingSafeEqual(Buffer.from(v1, 'hex'), digest)) return reply.code(401).send()
  await pool.query({
    name: 'bare',
    text: 'INSERT INTO bare_deliveries (body) VALUES ($1)',
    values: [request.body],
  })
  return { received: true }
})
process.once('SIGTERM', async () => {
  await app.close()
  await pool.end()
})
await app.listen({ port: Number(PORT), host: '127.0.0.1' })
