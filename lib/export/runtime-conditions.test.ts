import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluateCondition } from '@/lib/graph/conditions'
import { compare, contains, isEmpty, isEqual, truthOf } from './runtime/conditions'
import { toText } from './runtime/values'

const value = fc.oneof(
  fc.constantFrom('', ' ', '1', '01', '1e1', 'true', 'False', 'a', 'b', 1, 10, true, null, '2026-01-01'),
  fc.array(fc.constantFrom(1, '1', 'a')),
  fc.jsonValue(),
)

/** In the format of `lib/nodes/shared/conditions/condition-code.ts`. */
const CODE = {
  equals: (a: unknown, b: unknown) => isEqual(a, b),
  contains: (a: unknown, b: unknown) => contains(a, b),
  'starts-with': (a: unknown, b: unknown) => toText(a).startsWith(toText(b)),
  'ends-with': (a: unknown, b: unknown) => toText(a).endsWith(toText(b)),
  greater: (a: unknown, b: unknown) => compare(a, b) > 0,
  'less-or-equal': (a: unknown, b: unknown) => compare(a, b) <= 0,
  'is-empty': (a: unknown) => isEmpty(a),
  'is-true': (a: unknown) => truthOf(a) === true,
  'is-false': (a: unknown) => truthOf(a) === false,
} as const

test('exported conditions decide as Patchbay does', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(
        'equals',
        'contains',
        'starts-with',
        'ends-with',
        'greater',
        'less-or-equal',
        'is-empty',
        'is-true',
        'is-false',
      ),
      value,
      value,
      (operator, first, second) => {
        // A JSON round trip, which turns -0 into 0.
        const [left, right] = JSON.parse(JSON.stringify([first, second]))
        expect(CODE[operator](left, right)).toBe(evaluateCondition({ left, operator, right }, () => false))
      },
    ),
    { numRuns: 2_000 },
  )
})
