import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ServedOAuth } from './testing/served-oauth'

let oauth: ServedOAuth

beforeAll(async () => {
  oauth = await ServedOAuth.start()
}, 60_000)
afterAll(() => oauth.close())

const RESOURCE = '/.well-known/oauth-protected-resource/mcp'
const SERVER = '/.well-known/oauth-authorization-server'

/** The raw response to a request with these `Host` headers, which HTTP clients cannot send. */
async function answerTo(path: string, hosts: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(oauth.served.url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  const headers = hosts.map((host) => `Host: ${host}\r\n`).join('')
  socket.write(`GET ${path} HTTP/1.1\r\n${headers}Connection: close\r\n\r\n`)
  return text(socket)
}

test('rejects a host name that a page has rebound to this machine (DNS rebinding)', async () => {
  for (const path of [RESOURCE, SERVER, '/mcp', '/oauth/token', '/oauth/authorize'])
    for (const host of [
      'evil.test',
      'evil.test:3000',
      'localhost.evil.test',
      '127.0.0.1.nip.io',
      'localhost:3000@evil.test',
      'localhost:99999',
    ]) {
      const answer = await answerTo(path, [host])
      expect([path, host, answer.slice(0, 12)]).toEqual([path, host, 'HTTP/1.1 421'])
      expect(answer).not.toContain(host)
    }
})

test('answers health probes under any host name, and nothing else', async () => {
  for (const path of ['/api/health/live', '/api/health/ready'])
    expect(await answerTo(path, ['10.42.0.7:3000'])).not.toContain('HTTP/1.1 421')
  for (const path of ['/api/health/', '/api/health/ready/x', '/api/health/live/../../studio/session'])
    expect(await answerTo(path, ['10.42.0.7:3000'])).toContain('HTTP/1.1 421')
})

test('answers a client on this machine under the name it used', async () => {
  for (const host of ['localhost:4180', '127.0.0.1:4180', '[::1]:4180', 'localhost'])
    expect(await answerTo(RESOURCE, [host])).toContain(`"resource":"http://${host}/mcp"`)
})

test("uses the operator's URL for redirects and tokens, whatever the Host header", async () => {
  const answer = await answerTo(SERVER, ['127.0.0.1:4180'])
  expect(answer).toContain(`"issuer":"${oauth.appUrl}"`)
  expect(answer).not.toContain('127.0.0.1')
  // With two names, the intended one is unknown.
  for (const hosts of [
    ['localhost:4180', 'evil.test'],
    ['evil.test', 'localhost:4180'],
  ])
    expect(await answerTo(RESOURCE, hosts)).toContain('HTTP/1.1 400')
})
