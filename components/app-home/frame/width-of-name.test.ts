import { expect, test } from 'vitest'
import { widthOfName } from './width-of-name'

test('ideographs count almost twice as much as letters', () => {
  expect(widthOfName('Handbook')).toBeCloseTo(3.92)
  expect(widthOfName('员工手册')).toBeCloseTo(3.6)
  expect(widthOfName('')).toBe(0)
})
