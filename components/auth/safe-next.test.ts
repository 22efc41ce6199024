import { expect, test } from 'vitest'
import { safeNext } from './safe-next'

test('returns only to pages of this site', () => {
  expect(
    ['/runs?status=failed', '//evil.example', '/\\evil.example', 'https://evil.example', '/sign-in', null].map(
      safeNext,
    ),
  ).toEqual(['/runs?status=failed', '/apps', '/apps', '/apps', '/apps', '/apps'])
})

test.each([
  '/\t/evil.example',
  '/\n/evil.example',
  '/\r//evil.example',
  '\t//evil.example',
  '/x\\y',
  '/ /evil.example',
  '///',
  '/\u0000',
])('replaces the unsafe address %j with that of the apps', (next) => {
  expect(safeNext(next)).toBe('/apps')
})

test('keeps an authorization request complete', () => {
  const next = '/oauth/authorize?redirect_uri=http%3A%2F%2Flocalhost%3A1%2Fcb&state=a%20b'
  expect(safeNext(next)).toBe(next)
})
