import { expect, test } from 'vitest'
import { sniffImage } from './sniff-image'

const bytesOf = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)))
const png = (width = 2, height = 3) => {
  const size = Buffer.alloc(8)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  return bytesOf('\u0089PNG\r\n\u001a\n', [0, 0, 0, 13], 'IHDR', [...size])
}
const jpeg = bytesOf([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 0, 3, 0, 2])
const gif = bytesOf('GIF89a', [2, 0, 3, 0])
const webp = bytesOf('RIFF', [0, 0, 0, 0], 'WEBP', 'VP8X', [10, 0, 0, 0, 0, 0, 0, 0], [1, 0, 0, 2, 0, 0])
const lossless = bytesOf('RIFF', [0, 0, 0, 0], 'WEBP', 'VP8L', [5, 0, 0, 0, 0x2f, 1, 0x80, 0, 0])
const lossy = bytesOf('RIFF', [0, 0, 0, 0], 'WEBP', 'VP8 ', [0, 0, 0, 0, 0, 0, 0, 0x9d, 1, 0x2a, 2, 0, 3, 0])

test.each([
  ['a.png', png(), 'image/png'],
  ['a.JPG', jpeg, 'image/jpeg'],
  ['a.gif', gif, 'image/gif'],
  ['a.webp', webp, 'image/webp'],
  ['a.webp', lossless, 'image/webp'],
  ['a.webp', lossy, 'image/webp'],
])('detects %s', (fileName, bytes, type) => {
  expect(sniffImage({ bytes, fileName, declaredType: type })).toBe(type)
  expect(sniffImage({ bytes, fileName: null })).toBe(type)
})

test.each([
  ['an SVG', bytesOf('<svg onload="alert(1)"/>'), 'a.svg', 'image/svg+xml'],
  ['an SVG named .png', bytesOf('<svg/>'), 'a.png', 'image/png'],
  ['a web page', bytesOf('<!doctype html>'), 'a.png', 'image/png'],
  ['a PNG named .html', png(), 'a.html', 'image/png'],
  ['a PNG without an extension', png(), 'a', 'image/png'],
  ['a PNG sent as a page', png(), 'a.png', 'text/html'],
  ['a PNG sent as SVG with a parameter', png(), 'a.png', 'image/svg+xml; x'],
  ['a PNG that is cut off', png().subarray(0, 18), 'a.png', 'image/png'],
  ['a JPEG without a frame', jpeg.subarray(0, 8), 'a.jpg', 'image/jpeg'],
  ['a JPEG that points nowhere', bytesOf([0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff]), 'a.jpg', 'image/jpeg'],
  ['nothing', new Uint8Array(), 'a.png', 'image/png'],
])('rejects %s', (_, bytes, fileName, declaredType) => {
  expect(() => sniffImage({ bytes, fileName, declaredType })).toThrow(
    expect.objectContaining({ code: 'UNSUPPORTED_MEDIA_TYPE' }),
  )
})

test('rejects an image of more than 40 million pixels, whatever its size in bytes', () => {
  expect(() => sniffImage({ bytes: png(40_001, 1_000), fileName: 'a.png' })).toThrow(
    expect.objectContaining({ code: 'TOO_LARGE' }),
  )
})
