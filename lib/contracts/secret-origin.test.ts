import { expect, test } from 'vitest'
import { readSecretOrigin, secretOrigin } from './secret-origin'

test.each([
  ['api.example.com', 'api.example.com'],
  [' API.example.com/ ', 'api.example.com'],
  ['https://api.example.com', 'api.example.com'],
  ['api.example.com:443', 'api.example.com'],
  ['api.example.com:8443', 'api.example.com:8443'],
  ['http://api.example.com', 'http://api.example.com'],
  ['http://localhost:8080/', 'http://localhost:8080'],
])('%s is the origin %s', (written, origin) => {
  expect(readSecretOrigin(written)).toBe(origin)
  expect(readSecretOrigin(origin)).toBe(origin)
})

test.each([
  '',
  'ftp://example.com',
  'https://a.example/path',
  'a.example/path',
  'https://u:p@a.example',
  '*',
  'a b',
  'a.example:99999',
])('“%s” is not an origin', (written) => expect(readSecretOrigin(written)).toBeNull())

test('http and https are different origins, and a default port is omitted', () => {
  expect(secretOrigin(new URL('https://api.example.com:443/x'))).toBe('api.example.com')
  expect(secretOrigin(new URL('http://api.example.com:80/x'))).toBe('http://api.example.com')
})
