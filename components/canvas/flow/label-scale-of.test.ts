import fc from 'fast-check'
import { expect, test } from 'vitest'
import { labelScale } from './label-scale-of'

test('names are never smaller on the screen than at a zoom of 100 %, and at most a fifth larger', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.05, max: 1, noNaN: true }), (zoom) => {
      const size = labelScale(zoom) * zoom
      expect(size).toBeGreaterThan(0.999)
      expect(size).toBeLessThan(1.201)
    }),
  )
})

test('names do not shrink on a canvas that is zoomed in', () => {
  expect(labelScale(1)).toBe(1)
  expect(labelScale(2)).toBe(1)
})
