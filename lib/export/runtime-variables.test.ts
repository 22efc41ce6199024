import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '@/lib/core/json'
import { applyOperation, fitsOperation, VARIABLE_OPERATIONS } from '@/lib/graph/variables/apply-operation'
import { convertValue, emptyValue } from '@/lib/graph/variables/convert-value'
import { VARIABLE_TYPES } from '@/lib/graph/variables/declaration'
import { Variables } from './runtime/variables'

test('exported variables change as in the studio', () => {
  const type = fc.constantFrom(...VARIABLE_TYPES)
  const value = fc.oneof(fc.jsonValue(), fc.constantFrom('[1]', '{"a":1}', '2', 'true', 3, [1, 2], { a: 1 }, null))
  fc.assert(
    fc.property(type, fc.constantFrom(...VARIABLE_OPERATIONS), value, value, (name, operation, first, second) => {
      fc.pre(fitsOperation(name, operation))
      const before = convertValue(name, first as Json) ?? emptyValue(name)
      const variable = { name: 'v', type: name, default: emptyValue(name), maxCharacters: 40 }
      const change = { operation, value: second as Json }
      const expected = applyOperation({ ...variable, scope: 'user', personal: false }, before, change)
      const kept = { v: before }
      const variables = new Variables([{ ...variable, isOfRun: false }], kept)
      const assign = () => variables.assign([{ variable: 'v', ...change }])
      if (!expected.ok) {
        expect(assign).toThrow('“v”')
        return
      }
      expect(assign()).toEqual({ v: expected.value })
      expect([variables.valueOf('v'), kept.v]).toEqual([expected.value, expected.value])
    }),
    { numRuns: 500 },
  )
})
