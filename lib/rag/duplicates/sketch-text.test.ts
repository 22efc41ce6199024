import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cpuMs } from '@/lib/graph/testing/cpu-ms'
import { resemblance, sketchText } from './sketch-text'

const words = (count: number, seed: number) => Array.from({ length: count }, (_, index) => `w${seed}x${index}`)
const sketch = (text: string) => {
  const found = sketchText(text)
  if (!found) throw new Error('too short')
  return found
}

test('ignores white space, case and punctuation', () => {
  const a = sketch('The river Seine flows through Paris, and on to the sea.')
  const b = sketch('  the RIVER seine\nflows through Paris and on — to the sea ')
  expect(b).toEqual(a)
  expect(sketch('The river Seine flows through Paris, and on to the lake.').contentHash).not.toBe(a.contentHash)
})

test('returns no sketch for texts shorter than a shingle', () => {
  expect(sketchText('three little words')).toBeNull()
  expect(sketchText('')).toBeNull()
})

test('compares texts without spaces by characters', () => {
  const text = '如果我再也无法访问我的邮箱如何在你们的商店重置我的账户密码请告诉我详细的步骤谢谢'
  expect(resemblance(sketch(text).minima, sketch(`${text}啊`).minima)).toBeGreaterThan(0.8)
  expect(resemblance(sketch(text).minima, sketch('黑豹队的防守只丢了三百零八分在联赛中排名第六').minima)).toBeLessThan(
    0.1,
  )
})

test('estimates the true resemblance closely, and gives near duplicates a common band', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 0, max: 100 }), (seed, own) => {
      const common = words(300, seed)
      const a = sketch([...common, ...words(own, seed + 1)].join(' '))
      const b = sketch([...common, ...words(own, seed + 2)].join(' '))
      // Shingles: 297 in common, plus `own` distinct ones on either side.
      const truth = 297 / (297 + 2 * own)
      expect(Math.abs(resemblance(a.minima, b.minima) - truth)).toBeLessThan(0.27)
      if (truth > 0.9) expect(a.bands.some((band, index) => band === b.bands[index])).toBe(true)
    }),
    { numRuns: 60 },
  )
})

test('limits the time for a very long text', () => {
  const text = words(400_000, 1).join(' ')
  expect(cpuMs(() => sketch(text))).toBeLessThan(5_000)
})
