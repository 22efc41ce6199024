import { expect, test } from 'vitest'
import { requireSameOrigin } from './same-origin'

const send = (url: string, headers: Record<string, string>, appUrl: string) => () =>
  requireSameOrigin(new Request(url, { method: 'POST', headers: { host: new URL(url).host, ...headers } }), appUrl)

const APP = 'https://ai.corp.example'

test.each([
  ['its own page', { origin: APP }],
  ['a client without an origin', {}],
  ['a browser that reports the same origin', { 'sec-fetch-site': 'same-origin' }],
])('accepts a change from %s', (_, headers) => {
  expect(send(`${APP}/api/studio/apps`, headers, APP)).not.toThrow()
})

test.each([
  ['the same host by http', { origin: 'http://ai.corp.example' }],
  ['another port', { origin: 'https://ai.corp.example:8443' }],
  ['another host', { origin: 'https://evil.example' }],
  ['a page without an origin', { origin: 'null' }],
  ['another site', { 'sec-fetch-site': 'cross-site' }],
  // Behind a proxy the server itself uses http.
  ['http behind a proxy', { origin: 'http://ai.corp.example', host: 'ai.corp.example' }],
])('rejects a change from %s', (_, headers) => {
  expect(send('http://ai.corp.example/api/studio/apps', headers, APP)).toThrow('came from another website')
})

test('accepts changes under each name of a loopback server, from pages of the same name', () => {
  const appUrl = 'http://localhost:3000'
  expect(send('http://127.0.0.1:3000/x', { origin: 'http://127.0.0.1:3000' }, appUrl)).not.toThrow()
  expect(send('http://127.0.0.1:3000/x', { origin: 'http://127.0.0.1:8080' }, appUrl)).toThrow()
  expect(send('http://localhost:3443/x', { origin: 'https://localhost:3443' }, appUrl)).not.toThrow()
  expect(send('http://localhost:3000/x', { origin: 'http://evil.example' }, appUrl)).toThrow()
})
