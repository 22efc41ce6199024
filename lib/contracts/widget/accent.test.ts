import { expect, test } from 'vitest'
import { contrast, inkOn, readableOn } from './accent'

const COLOURS = ['#000000', '#ffffff', '#ffe600', '#2f5bea', '#c04a06', '#7f7f7f', '#00ff88']

test('any color becomes readable as text, on light and on dark ground', () => {
  for (const colour of COLOURS)
    for (const ground of ['#ffffff', '#20201e'])
      expect(contrast(readableOn(colour, ground, 5.4), ground)).toBeGreaterThanOrEqual(5.4)
})

test('a color that is readable already stays', () => {
  expect(readableOn('#1f3fae', '#ffffff')).toBe('#1f3fae')
})

test('ink on the color is black or white, and can be read', () => {
  expect([inkOn('#ffe600'), inkOn('#2f5bea')]).toEqual(['#000000', '#ffffff'])
  for (const colour of COLOURS) expect(contrast(inkOn(colour), colour)).toBeGreaterThanOrEqual(4.5)
})
