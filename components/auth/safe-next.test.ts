import { expect, test } from 'vitest'
import { safeNext } from './safe-next'

test('goes back only to pages of this site', () => {
  expect(
    ['/runs?status=failed', '//evil.example', '/\\evil.example', 'https://evil.example', '/sign-in', null].map(
      safeNext,
    ),
  ).toEqual(['/runs?status=failed', '/apps', '/apps', '/apps', '/apps', '/apps'])
})
