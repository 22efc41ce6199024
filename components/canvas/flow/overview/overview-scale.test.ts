import { expect, test } from 'vitest'
import { fitBoxes, fromPicture, intoPicture } from './overview-scale'

test('centers the graph in the minimap and maps a point back to the graph', () => {
  const boxes = [
    { x: -1_000, y: 0, width: 200, height: 100 },
    { x: 1_000, y: 900, width: 200, height: 100 },
  ]
  const scale = fitBoxes(boxes, { width: 144, height: 96 })
  const [first, last] = boxes.map((box) => intoPicture(box, scale))
  expect(first?.x).toBeCloseTo(6)
  expect((last?.x ?? 0) + (last?.width ?? 0)).toBeCloseTo(138)
  expect((first?.y ?? 0) + (last?.y ?? 0) + (last?.height ?? 0)).toBeCloseTo(96)
  expect(fromPicture({ x: last?.x ?? 0, y: last?.y ?? 0 }, scale)).toEqual({ x: 1_000, y: 900 })
})

test('does not enlarge a single node', () => {
  expect(fitBoxes([{ x: 0, y: 0, width: 256, height: 100 }], { width: 144, height: 96 }).scale).toBe(0.2)
})
