import { expect, test } from 'vitest'
import { placeBeside } from './place-beside'

const view = { width: 1_000, height: 600 }
const size = { width: 100, height: 20 }

test('places the box in the middle of the preferred side', () => {
  const anchor = { x: 400, y: 300, width: 40, height: 40 }
  expect(placeBeside(anchor, size, view, 'top')).toEqual({ x: 370, y: 274 })
  expect(placeBeside(anchor, size, view, 'bottom')).toEqual({ x: 370, y: 346 })
  expect(placeBeside(anchor, size, view, 'left')).toEqual({ x: 294, y: 310 })
  expect(placeBeside(anchor, size, view, 'right')).toEqual({ x: 446, y: 310 })
})

test('uses the other side if there is no space, and stays inside the window', () => {
  expect(placeBeside({ x: 980, y: 4, width: 16, height: 16 }, size, view, 'top')).toEqual({ x: 892, y: 26 })
  expect(placeBeside({ x: 2, y: 300, width: 16, height: 16 }, size, view, 'left')).toEqual({ x: 24, y: 298 })
})

test('covers the anchor if neither side has space', () => {
  expect(placeBeside({ x: 0, y: 0, width: 1_000, height: 600 }, size, view, 'top')).toEqual({ x: 450, y: 8 })
})
