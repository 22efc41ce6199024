import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type SplitItem, splitExamples } from './split-examples'

const SHARES = { train: 80, validation: 10, test: 10 }
const item = fc.record({
  inputHash: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'),
  label: fc.constantFrom('x', 'y', 'z', null),
  split: fc.constantFrom('train' as const, 'test' as const, null),
})
const items = fc
  .array(item, { maxLength: 80 })
  .map((rows): SplitItem[] =>
    rows.map((row, index) => ({ ...row, id: `id-${index}`, inputHash: `hash-${row.inputHash}` })),
  )
const plan = fc
  .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 999 }))
  .map(([a, b, seed]) => {
    const [low = 0, high = 0] = [a, b].sort((x, y) => x - y)
    return { shares: { train: low, validation: high - low, test: 100 - high }, seed, again: true }
  })

describe('splitting', () => {
  test('puts every example in one split, and equal questions in the same one', () => {
    fc.assert(
      fc.property(items, plan, (rows, how) => {
        const parts = splitExamples(rows, how)
        expect(parts.size).toBe(rows.length)
        const byInput = new Map<string, string>()
        for (const { id, inputHash } of rows) {
          const part = parts.get(id)
          expect(part && how.shares[part]).toBeGreaterThan(0)
          expect(byInput.get(inputHash) ?? part).toBe(part)
          byInput.set(inputHash, part ?? '')
        }
      }),
    )
  })

  test('does not depend on the order of the examples', () => {
    fc.assert(
      fc.property(items, plan, fc.infiniteStream(fc.nat()), (rows, how, random) => {
        const shuffled = rows
          .map((row) => ({ row, at: random.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ row }) => row)
        expect(Object.fromEntries(splitExamples(shuffled, how))).toEqual(Object.fromEntries(splitExamples(rows, how)))
      }),
    )
  })

  test('keeps existing splits, unless they are reassigned', () => {
    fc.assert(
      fc.property(items, (rows) => {
        const parts = splitExamples(rows, { shares: SHARES, seed: 1 })
        const firstOf = new Map<string, string>()
        for (const { inputHash, split } of rows) if (split && !firstOf.has(inputHash)) firstOf.set(inputHash, split)
        for (const { id, inputHash } of rows) {
          const kept = firstOf.get(inputHash)
          if (kept) expect(parts.get(id)).toBe(kept)
        }
      }),
    )
  })

  test('gives each label its share, within two examples', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 150 }), fc.integer({ min: 1, max: 150 }), plan, (many, few, how) => {
        const rows = [many, few].flatMap((count, position) =>
          Array.from({ length: count }, (_, index) => ({
            id: `${position}-${index}`,
            inputHash: `${position}-${index}`,
            label: `l${position}`,
            split: null,
          })),
        )
        const parts = splitExamples(rows, how)
        for (const [position, count] of [many, few].entries()) {
          for (const part of ['train', 'validation', 'test'] as const) {
            const found = rows.filter((row) => row.label === `l${position}` && parts.get(row.id) === part).length
            expect(Math.abs(found - (count * how.shares[part]) / 100)).toBeLessThanOrEqual(2)
          }
        }
      }),
    )
  })

  test('another seed gives another order', () => {
    const rows = Array.from({ length: 100 }, (_, index) => ({
      id: `${index}`,
      inputHash: `h${index}`,
      label: null,
      split: null,
    }))
    const testPart = (seed: number) =>
      [...splitExamples(rows, { shares: SHARES, seed })].filter(([, part]) => part === 'test').map(([id]) => id)
    expect(testPart(1)).toHaveLength(10)
    expect(testPart(1)).toEqual(testPart(1))
    expect(testPart(1)).not.toEqual(testPart(2))
  })

  test('puts the first example of a rare label into training', () => {
    const rows = Array.from({ length: 50 }, (_, index) => ({
      id: `${index}`,
      inputHash: `h${index}`,
      label: `l${index}`,
      split: null,
    }))
    expect(new Set(splitExamples(rows, { shares: SHARES, seed: 1 }).values())).toEqual(new Set(['train']))
  })
})
