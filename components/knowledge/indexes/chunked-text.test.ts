import fc from 'fast-check'
import { expect, test } from 'vitest'
import { piecesOf } from './chunked-text'

test('pieces cover the text once, each with the passages that contain it', () => {
  const range = fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 40 }))
  fc.assert(
    fc.property(fc.array(range, { maxLength: 8 }), (ranges) => {
      const chunks = ranges.map(([start, length]) => ({ start, end: start + length }))
      const pieces = piecesOf(100, chunks)
      expect(pieces.map(({ start, end }) => end - start).reduce((sum, size) => sum + size, 0)).toBe(100)
      for (const { start, end, holders } of pieces) {
        const wanted = chunks.flatMap((chunk, index) => (chunk.start <= start && chunk.end >= end ? [index] : []))
        expect(holders.toSorted((a, b) => a - b)).toEqual(wanted)
      }
    }),
  )
})
