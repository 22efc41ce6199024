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
const readAtNow = (token: string) => readIdentityToken(token, SECRET, NOW * 1_000)
const validClaims = { sub: 'customer-42', exp: NOW + 600, iat: NOW }

test('a token of the customer’s server identifies its user until it expires', () => {
  expect(readAtNow(sign(validClaims))).toEqual({ sub: 'customer-42', groups: [], expiresAtMs: (NOW + 600) * 1_000 })
  expect(readAtNow(sign({ ...validClaims, groups: ['sales'] }))?.groups).toEqual(['sales'])
  expect(readAtNow(sign({ ...validClaims, groups: 'sales' }))).toBeNull()
  expect(readAtNow(sign(validClaims, { alg: 'HS256' }))?.sub).toBe('customer-42')
})

test('rejects another secret, another algorithm and changed text', () => {
  const token = sign(validClaims)
  const [head = '', , signature = ''] = token.split('.')
  const invalidTokens = [
    '',
    'x',
    sign(validClaims, undefined, 'pbid_other'),
    sign(validClaims, { alg: 'none' }),
    `${part({ alg: 'none' })}.${part(validClaims)}.`,
    sign(validClaims, { alg: 'HS512' }, SECRET, 'sha512'),
    sign(validClaims, { alg: 'HS384' }),
    sign(validClaims, { alg: 'RS256' }),
    sign(validClaims, { alg: 'HS256', crit: ['exp'] }),
    sign(validClaims, { alg: 'HS256', typ: 'at+jwt' }),
    `${head}.${part({ ...validClaims, sub: 'admin' })}.${signature}`,
    `${token}=`,
    `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
    `${token}.${signature}`,
  ]
  expect(invalidTokens.map(readAtNow)).toEqual(invalidTokens.map(() => null))
})

test('rejects a token without expiry or name, too old, too early or too long-lived', () => {
  const payloads = [
    { sub: 'x' },
    { exp: NOW + 60 },
    { ...validClaims, sub: '' },
    { ...validClaims, sub: 42 },
    { ...validClaims, sub: 'a\nb' },
    { ...validClaims, sub: 'a\ud800' },
    { ...validClaims, groups: ['a\udc00'] },
    { ...validClaims, exp: NOW - 61 },
    { ...validClaims, exp: NOW + 25 * 3_600 },
    { ...validClaims, exp: '9999999999' },
    { ...validClaims, nbf: NOW + 120 },
    { ...validClaims, iat: NOW + 120 },
  ]
  expect(payloads.map((payload) => readAtNow(sign(payload)))).toEqual(payloads.map(() => null))
  // Clocks may differ by a minute.
  expect(readAtNow(sign({ ...validClaims, exp: NOW - 30, iat: NOW + 30 }))?.sub).toBe('customer-42')
})
