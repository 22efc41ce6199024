import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ALIGNMENTS, align, type Box, distribute } from './arrange'

const size = fc.integer({ min: 1, max: 400 })
const place = fc.integer({ min: -1_000, max: 1_000 })
const boxes = fc
  .array(fc.record({ x: place, y: place, width: size, height: size }), { minLength: 3, maxLength: 8 })
  .map((found) => found.map((box, index) => ({ id: String(index), ...box })))

const moved = (all: readonly Box[], places: ReadonlyMap<string, { x: number; y: number }>) =>
  all.map((box) => ({ ...box, ...places.get(box.id) }))
const right = ({ x, width }: Box) => x + width

test('aligning is idempotent and moves nodes in one direction only', () => {
  fc.assert(
    fc.property(boxes, fc.constantFrom(...ALIGNMENTS), (all, to) => {
      const once = moved(all, align(all, to))
      expect(moved(once, align(once, to))).toEqual(once)
      const still = ['left', 'center', 'right'].includes(to) ? ('y' as const) : ('x' as const)
      expect(once.map((box) => box[still])).toEqual(all.map((box) => box[still]))
    }),
  )
})

test('distributing makes all gaps equal and keeps the outermost boxes', () => {
  fc.assert(
    fc.property(boxes, (all) => {
      const next = moved(all, distribute(all, 'across')).toSorted((a, b) => a.x - b.x || right(a) - right(b))
      const sorted = all.toSorted((a, b) => a.x - b.x)
      const places = distribute(all, 'across')
      expect(places.get(sorted[0]?.id ?? '')?.x).toBe(sorted[0]?.x)
      const order = sorted.map(({ id }) => next.find((box) => box.id === id) as Box)
      const gaps = order.slice(1).map((box, index) => box.x - right(order[index] as Box))
      for (const gap of gaps) expect(gap).toBeCloseTo(gaps[0] ?? 0, 6)
    }),
  )
})

test('two boxes cannot be distributed', () => {
  expect(distribute([{ id: 'a', x: 0, y: 0, width: 9, height: 9 }], 'down').size).toBe(0)
})
