import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MIN_OPENING_ZOOM, openingView } from './opening-view'

const pane = { width: 1200, height: 700 }
const card = (x: number, y: number) => ({ x, y, width: 224, height: 100 })

test('centers a small graph and shows all of it without enlarging it', () => {
  expect(openingView([card(0, 0), card(300, 0)], pane)).toEqual({ x: (1200 - 524) / 2, y: 300, zoom: 1 })
})

test('shows the beginning of a long graph at a readable zoom', () => {
  const view = openingView(
    Array.from({ length: 12 }, (_, column) => card(column * 300, 0)),
    pane,
  )
  expect(view.zoom).toBe(MIN_OPENING_ZOOM)
  expect(view.x).toBe(48)
})

test('shows a small graph whole beside panels and on a phone', () => {
  const nodes = Array.from({ length: 5 }, (_, column) => card(column * 300, 0))
  for (const width of [790, 390]) {
    const { x, zoom } = openingView(nodes, { width, height: 500 })
    expect(x).toBeGreaterThan(20)
    expect((4 * 300 + 224) * zoom + x).toBeLessThan(width - 20)
  }
})

test('centers the first column of a tall graph', () => {
  const rows = Array.from({ length: 20 }, (_, row) => card(300, row * 150))
  const { y, zoom } = openingView([card(0, 1400), ...rows], pane)
  expect((1400 + 50) * zoom + y).toBeCloseTo(350)
})

test('every large graph opens at 70 to 100 %, with its left end in view', () => {
  const node = fc.record({
    x: fc.integer({ min: -5_000, max: 5_000 }),
    y: fc.integer({ min: -5_000, max: 5_000 }),
    width: fc.integer({ min: 100, max: 900 }),
    height: fc.integer({ min: 60, max: 900 }),
  })
  fc.assert(
    fc.property(fc.array(node, { minLength: 9, maxLength: 40 }), (nodes) => {
      const { x, y, zoom } = openingView(nodes, pane)
      expect(zoom).toBeGreaterThanOrEqual(MIN_OPENING_ZOOM)
      expect(zoom).toBeLessThanOrEqual(1)
      const left = Math.min(...nodes.map((item) => item.x)) * zoom + x
      expect(left).toBeGreaterThanOrEqual(47.9)
      expect(left).toBeLessThan(pane.width)
      // Some node of the first column is in view.
      const edge = Math.min(...nodes.map((item) => item.x)) + 120
      const seen = nodes.filter(
        (item) => item.x < edge && item.y * zoom + y < pane.height && (item.y + item.height) * zoom + y > 0,
      )
      expect(seen.length).toBeGreaterThan(0)
    }),
  )
})
