import { expect, test } from 'vitest'
import { placeBeside } from './place-beside'

const view = { width: 1_000, height: 600 }
const size = { width: 100, height: 20 }

test('stands in the middle of the side that is wished', () => {
  const anchor = { x: 400, y: 300, width: 40, height: 40 }
  expect(placeBeside(anchor, size, view, 'top')).toEqual({ x: 370, y: 274 })
  expect(placeBeside(anchor, size, view, 'bottom')).toEqual({ x: 370, y: 346 })
  expect(placeBeside(anchor, size, view, 'left')).toEqual({ x: 294, y: 310 })
  expect(placeBeside(anchor, size, view, 'right')).toEqual({ x: 446, y: 310 })
})

test('goes to the other side where there is no room, and stays inside of the window', () => {
  expect(placeBeside({ x: 980, y: 4, width: 16, height: 16 }, size, view, 'top')).toEqual({ x: 892, y: 26 })
  expect(placeBeside({ x: 2, y: 300, width: 16, height: 16 }, size, view, 'left')).toEqual({ x: 24, y: 298 })
})

test('without room on either side it covers the anchor rather than leave the window', () => {
  expect(placeBeside({ x: 0, y: 0, width: 1_000, height: 600 }, size, view, 'top')).toEqual({ x: 450, y: 8 })
})
