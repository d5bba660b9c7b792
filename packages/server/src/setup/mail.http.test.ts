import { createServer, type Server } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { checkMail } from './mail.ts'

let server: Server | undefined
afterEach(() => {
  server?.close()
})

/** A mail server that says one line and waits. @returns its address. */
async function greets(line: string): Promise<string> {
  const made = createServer((socket) => {
    socket.on('error', () => {})
    socket.end(line)
  })
  server = made
  await new Promise<void>((done) => made.listen(0, '127.0.0.1', done))
  const address = made.address()
  return `smtp://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
}

test('a mail server that greets is well', async () => {
  const smtpUrl = await greets('220 mail.example ESMTP\r\n')
  expect(await checkMail({ smtpUrl, mailFrom: 'sync@example.com' })).toMatchObject({
    state: 'ok',
    message: expect.stringContaining('sync@example.com'),
  })
})

test('one that refuses, hangs up or is not there is a fault, and its password is told to nobody', async () => {
  const refusing = (await greets('554 go away\r\n')).replace('//', '//someone:secret@')
  const refused = await checkMail({ smtpUrl: refusing, mailFrom: undefined })
  expect(refused).toMatchObject({ state: 'fault', message: expect.stringContaining('554 go away') })
  server?.close()
  const silent = await checkMail({ smtpUrl: await greets(''), mailFrom: undefined })
  expect(silent).toMatchObject({ state: 'fault', message: expect.stringContaining('hung up') })
  const absent = await checkMail({ smtpUrl: 'smtp://127.0.0.1:1', mailFrom: undefined })
  expect(absent).toMatchObject({ state: 'fault', fix: expect.stringContaining('SMTP_URL') })
  expect(JSON.stringify([refused, silent, absent])).not.toContain('secret')
})

test('without one, mail is off, and it says what to set', async () => {
  expect(await checkMail({ smtpUrl: undefined, mailFrom: undefined })).toMatchObject({
    state: 'off',
    fix: expect.stringContaining('SMTP_URL'),
  })
})
