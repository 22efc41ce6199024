import { expect, test } from 'vitest'
import { fromHexBytes, toHexBytes } from './hex-bytes'

test('bytes go to PostgreSQL’s text and back, also those of a part of a larger memory', () => {
  const all = Uint8Array.from({ length: 256 }, (_, value) => value)
  expect(toHexBytes(all.subarray(9, 17))).toBe('\\x090a0b0c0d0e0f10')
  const read = fromHexBytes(toHexBytes(all))
  expect(read).toEqual(all)
  expect(read.buffer.byteLength).toBe(256)
  expect(fromHexBytes(toHexBytes(new Uint8Array()))).toEqual(new Uint8Array())
})

test('what is not bytes is refused', () => {
  expect(() => toHexBytes('text')).toThrow(TypeError)
})
