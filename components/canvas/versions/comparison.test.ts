import { expect, test } from 'vitest'
import { comparisonText, OPEN, ownChanges, parseComparison } from './comparison'

const versions = [{ number: 3 }, { number: 2 }, { number: 1 }]

test('reads two versions from the URL in either order', () => {
  for (const comparison of [{ from: 1, to: 3 }, { from: 3, to: 'draft' } as const, { from: 2, to: 1 }])
    expect(parseComparison(comparisonText(comparison), versions)).toEqual(comparison)
})

test('compares the newest version with the draft when the URL names no valid versions', () => {
  for (const text of [OPEN, '9..draft', '1', '..', 'draft..'])
    expect(parseComparison(text, versions)).toEqual({ from: 3, to: 'draft' })
  expect(parseComparison(OPEN, [])).toBe(null)
})

test('a version is compared with the previous one', () => {
  expect(ownChanges('draft', versions)).toEqual({ from: 3, to: 'draft' })
  expect(ownChanges(2, versions)).toEqual({ from: 1, to: 2 })
  expect(ownChanges(1, versions)).toEqual({ from: 1, to: 1 })
  expect(ownChanges('draft', [])).toBe(null)
})
