import { expect, test } from 'vitest'
import { appAddress, readTrail } from './app-trail'

const [a, b] = ['01a21d94-6151-7001-8e3f-e00758498e1d', '01a21d94-6151-7001-8e3f-e00758498e1e']

test('reads the trail from the address and ignores invalid ids', () => {
  const address = appAddress(b, [a])
  expect(address).toBe(`/apps/${b}?via=${a}`)
  expect(readTrail(new URL(address, 'http://studio').search)).toEqual([a])
  expect(readTrail('?via=javascript:alert(1),,../x')).toEqual([])
  expect(appAddress(a, [])).toBe(`/apps/${a}`)
})
