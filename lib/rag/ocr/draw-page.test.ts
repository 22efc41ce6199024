import { expect, test } from 'vitest'
import { drawPage } from './draw-page'
import { orientationOf } from './orientation-of'
import type { PagePicture } from './page-pictures'

/** 2x2: black, white / white, black. */
const CHECKS: Pick<PagePicture, 'width' | 'height' | 'data'> = { width: 2, height: 2, data: Uint8Array.of(0x40, 0x80) }
const view = { width: 1_500, height: 1_500, transform: [1, 0, 0, -1, 0, 1_500] as const }

/** Gray values at the centers of the page's quarters, row by row. */
function quarters(...pictures: PagePicture[]) {
  const page = drawPage({ pictures, view })
  expect(page).toMatchObject({ width: 1_500, height: 1_500 })
  return [
    [375, 375],
    [1_125, 375],
    [375, 1_125],
    [1_125, 1_125],
  ].map(([x = 0, y = 0]) => page.data[y * page.width + x])
}

test('places images on the page: upright, rotated, in a corner', () => {
  const half: PagePicture = {
    ...CHECKS,
    data: Uint8Array.of(0x00, 0xc0),
    pixels: 'bits',
    placed: [1_500, 0, 0, 1_500, 0, 0],
  }
  expect(quarters(half)).toEqual([0, 0, 255, 255])
  expect(quarters({ ...half, placed: [0, 1_500, -1_500, 0, 1_500, 0] })).toEqual([0, 255, 0, 255])
  const black = { ...half, data: Uint8Array.of(0x00, 0x00) }
  expect(quarters({ ...black, placed: [750, 0, 0, 750, 750, 0] })).toEqual([255, 255, 255, 0])
})

test('keeps the background of a stencil, converts colors to gray and transparency to white', () => {
  const red = Uint8Array.from({ length: 12 }, (_, index) => (index % 3 === 0 ? 255 : 0))
  const background: PagePicture = { ...CHECKS, data: red, pixels: 'rgb', placed: [1_500, 0, 0, 1_500, 0, 0] }
  expect(quarters(background, { ...background, ...CHECKS, pixels: 'stencil' })).toEqual([0, 76, 76, 0])
  const clear = Uint8Array.from({ length: 16 }, (_, index) => (index === 3 ? 255 : 0))
  expect(quarters({ ...background, data: clear, pixels: 'rgba' })).toEqual([0, 255, 255, 255])
})

test('limits a page to 20 million pixels, and skips a flat image', () => {
  const placed = [100_000, 0, 0, 100_000, 0, 0] as const
  const { width, height } = drawPage({
    pictures: [{ ...CHECKS, pixels: 'bits', placed }],
    view: { width: 100_000, height: 100_000, transform: [1, 0, 0, 1, 0, 0] },
  })
  expect(width * height).toBeLessThanOrEqual(20_000_000)
  expect(quarters({ ...CHECKS, pixels: 'bits', placed: [0, 0, 0, 0, 0, 0] })).toEqual([255, 255, 255, 255])
})

test('reads the camera orientation', () => {
  const exif = (tag: string) => Buffer.from(`\u00ff\u00d8Exif\0\0${tag}`, 'latin1')
  expect(orientationOf(exif('MM\0*\u0001\u0012\0\u0003\0\0\0\u0001\0\u0006'))).toBe(6)
  expect(orientationOf(exif('II*\0\u0012\u0001\u0003\0\u0001\0\0\0\u0008'))).toBe(8)
  expect(orientationOf(exif('II*\0\u0012\u0001\u0003\0\u0001\0\0\0\u0063'))).toBe(1)
  expect(orientationOf(Buffer.from('no picture'))).toBe(1)
})
