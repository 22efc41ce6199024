import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { readIdentityToken } from './identity-token'

const SECRET = 'pbid_secret'
const NOW = 1_700_000_000
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

function sign(payload: object, header: object = { alg: 'HS256', typ: 'JWT' }, secret = SECRET, hash = 'sha256') {
  const text = `${part(header)}.${part(payload)}`
  return `${text}.${createHmac(hash, secret).update(text).digest('base64url')}`
}
const read = (token: string) => readIdentityToken(token, SECRET, NOW * 1_000)
const good = { sub: 'customer-42', exp: NOW + 600, iat: NOW }

test('a token of the customer’s server identifies its user until it expires', () => {
  expect(read(sign(good))).toEqual({ sub: 'customer-42', groups: [], expiresAtMs: (NOW + 600) * 1_000 })
  expect(read(sign({ ...good, groups: ['sales'] }))?.groups).toEqual(['sales'])
  expect(read(sign({ ...good, groups: 'sales' }))).toBeNull()
  expect(read(sign(good, { alg: 'HS256' }))?.sub).toBe('customer-42')
})

test('rejects another secret, another algorithm and changed text', () => {
  const token = sign(good)
  const [head = '', , signature = ''] = token.split('.')
  const bad = [
    '',
    'x',
    sign(good, undefined, 'pbid_other'),
    sign(good, { alg: 'none' }),
    `${part({ alg: 'none' })}.${part(good)}.`,
    sign(good, { alg: 'HS512' }, SECRET, 'sha512'),
    sign(good, { alg: 'HS384' }),
    sign(good, { alg: 'RS256' }),
    sign(good, { alg: 'HS256', crit: ['exp'] }),
    sign(good, { alg: 'HS256', typ: 'at+jwt' }),
    `${head}.${part({ ...good, sub: 'admin' })}.${signature}`,
    `${token}=`,
    `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
    `${token}.${signature}`,
  ]
  expect(bad.map(read)).toEqual(bad.map(() => null))
})

test('rejects a token without expiry or name, too old, too early or too long-lived', () => {
  const payloads = [
    { sub: 'x' },
    { exp: NOW + 60 },
    { ...good, sub: '' },
    { ...good, sub: 42 },
    { ...good, sub: 'a\nb' },
    { ...good, sub: 'a\ud800' },
    { ...good, groups: ['a\udc00'] },
    { ...good, exp: NOW - 61 },
    { ...good, exp: NOW + 25 * 3_600 },
    { ...good, exp: '9999999999' },
    { ...good, nbf: NOW + 120 },
    { ...good, iat: NOW + 120 },
  ]
  expect(payloads.map((payload) => read(sign(payload)))).toEqual(payloads.map(() => null))
  // Clocks may differ by a minute.
  expect(read(sign({ ...good, exp: NOW - 30, iat: NOW + 30 }))?.sub).toBe('customer-42')
})
