import { expect, test } from 'vitest'
import { isReachable } from './reachable.ts'

const calendly = 'https://api.calendly.com'

test.each([
  ['https://sync.example.com', true],
  ['https://sync.example.com:8443/path', true],
  ['https://93.184.216.34', true],
  ['https://[2606:2800:220:1::1]', true],
  ['http://sync.example.com', false],
  ['http://127.0.0.1:3000', false],
  ['https://127.0.0.1', false],
  ['https://localhost', false],
  ['https://[::1]', false],
  ['https://10.0.0.7', false],
  ['https://172.31.255.255', false],
  ['https://192.168.1.4', false],
  ['https://169.254.169.254', false],
  ['https://100.64.0.1', false],
  ['https://0.0.0.0', false],
  ['https://[fd00::1]', false],
  ['https://[fe80::1]', false],
  ['https://[::ffff:10.0.0.7]', false],
  ['https://[2002:7f00:1::]', false],
  ['https://localhost.', false],
  ['https://sync.internal.', false],
  ['https://server', false],
  ['https://server.local', false],
  ['https://sync.internal', false],
])('Calendly can reach %s: %s', (url, expected) => {
  expect(isReachable(url, calendly)).toBe(expected)
})

test('a Calendly on this machine reaches this machine, and every https name', () => {
  expect(isReachable('http://127.0.0.1:3000', 'http://127.0.0.1:4010')).toBe(true)
  expect(isReachable('http://localhost:3000', 'http://[::1]:4010')).toBe(true)
  expect(isReachable('http://10.0.0.7:3000', 'http://127.0.0.1:4010')).toBe(false)
  expect(isReachable('https://10.0.0.7', 'http://127.0.0.1:4010')).toBe(false)
  expect(isReachable('https://sync.test', 'http://127.0.0.1:4010')).toBe(true)
})
