import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AllowedChunks } from './allowed-chunks'

test('ranges of numbers contain the same as a set', () => {
  const gaps = fc.array(fc.record({ gap: fc.nat(5), count: fc.nat(4) }), { maxLength: 40 })
  fc.assert(
    fc.property(gaps, fc.integer({ min: 0, max: 7 }), (parts, turn) => {
      let next = 0
      const runs = parts.map(({ gap, count }) => {
        const first = next + gap
        next = first + count
        return { first, count }
      })
      const numbers = new Set(
        runs.flatMap(({ first, count }) => Array.from({ length: count }, (_, index) => first + index)),
      )
      const allowed = new AllowedChunks([...runs.slice(turn), ...runs.slice(0, turn)])
      expect(allowed.count).toBe(numbers.size)
      for (let number = -1; number <= next + 1; number += 1) expect(allowed.has(number)).toBe(numbers.has(number))
    }),
  )
})
