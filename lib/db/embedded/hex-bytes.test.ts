import { expect, test } from 'vitest'
import { fromHexBytes, toHexBytes } from './hex-bytes'

test('converts bytes to PostgreSQL text and back, including for a view of a larger buffer', () => {
  const all = Uint8Array.from({ length: 256 }, (_, value) => value)
  expect(toHexBytes(all.subarray(9, 17))).toBe('\\x090a0b0c0d0e0f10')
  const decoded = fromHexBytes(toHexBytes(all))
  expect(decoded).toEqual(all)
  expect(decoded.buffer.byteLength).toBe(256)
  expect(fromHexBytes(toHexBytes(new Uint8Array()))).toEqual(new Uint8Array())
})

test('rejects values that are not bytes', () => {
  expect(() => toHexBytes('text')).toThrow(TypeError)
})
