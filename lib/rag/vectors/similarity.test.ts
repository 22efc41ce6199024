import fc from 'fast-check'
import { expect, test } from 'vitest'
import { queryLiteral } from './similarity'

const float = fc.float({ noNaN: true, noDefaultInfinity: true, min: -2, max: 2 })

test('writes a question vector relative to its largest component, with seven digits', () => {
  fc.assert(
    fc.property(fc.array(float, { minLength: 1, maxLength: 20 }), (numbers) => {
      const vector = Float32Array.from(numbers)
      const largest = Math.max(...vector.map(Math.abs)) || 1
      const written = queryLiteral(vector).slice(1, -1).split(',').map(Number)
      expect(written).toHaveLength(vector.length)
      for (const [dim, value] of vector.entries()) expect(written[dim]).toBeCloseTo(value / largest, 6)
    }),
  )
  expect(queryLiteral(Float32Array.of(0.5, -1, 0, 0.001))).toBe('[5000000e-7,-10000000e-7,0e-7,10000e-7]')
  expect(queryLiteral(Float32Array.of(0, 0))).toBe('[0e-7,0e-7]')
})
