import { expect, test } from 'vitest'
import { contrast, inkOn, readableOn } from './accent'

const COLORS = ['#000000', '#ffffff', '#ffe600', '#2f5bea', '#c04a06', '#7f7f7f', '#00ff88']

test('readableOn makes any color readable as text, on a light and on a dark background', () => {
  for (const color of COLORS)
    for (const background of ['#ffffff', '#20201e'])
      expect(contrast(readableOn(color, background, 5.4), background)).toBeGreaterThanOrEqual(5.4)
})

test('readableOn keeps a color that is already readable', () => {
  expect(readableOn('#1f3fae', '#ffffff')).toBe('#1f3fae')
})

test('inkOn returns black or white, whichever is readable on the color', () => {
  expect([inkOn('#ffe600'), inkOn('#2f5bea')]).toEqual(['#000000', '#ffffff'])
  for (const color of COLORS) expect(contrast(inkOn(color), color)).toBeGreaterThanOrEqual(4.5)
})
