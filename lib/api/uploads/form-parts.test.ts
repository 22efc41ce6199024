import { expect, test } from 'vitest'
import { countParts, formBoundary } from './form-parts'

const TOO_MANY = /at most 200 fields/

const PIECES = [1, 2, 3, 7, 64, 10_000]

function giveInPieces(text: string, size: number) {
  const form = Buffer.from(text)
  const take = countParts('mark')
  for (let at = 0; at < form.length; at += size) take(form.subarray(at, at + size))
}

test.each(PIECES)('counts the parts of a form that comes in pieces of %i bytes', (size) => {
  const give = (part: string, parts: number) =>
    giveInPieces(`${`--mark\r\n${part}\r\n`.repeat(parts)}--mark--\r\n`, size)
  for (const part of ['\r\n', '\r\nx', 'a: b\r\n\r\n\r\n\r\n']) {
    expect(() => give(part, 200)).not.toThrow()
    expect(() => give(part, 201)).toThrow(TOO_MANY)
  }
})

test.each(PIECES)('what stands above a content has an end, the content has none, in pieces of %i bytes', (size) => {
  const give = (above: string) =>
    giveInPieces(`x--mark\r\n${above}\r\n\r\n${'a:b\r\n'.repeat(5_000)}\r\n--mark--`, size)
  expect(() => give('y'.repeat(8_000))).not.toThrow()
  expect(() => give('y'.repeat(8_200))).toThrow(/name and type/)
  expect(() => give('a:b\r\n'.repeat(2_000))).toThrow(/name and type/)
})

test.each([
  ['multipart/form-data; boundary=one', 'one'],
  ['multipart/form-data; boundary="a b"', 'a b'],
  ['multipart/form-data; charset=utf-8; BOUNDARY=one; boundary=two', 'one'],
])('reads the boundary of %s', (type, boundary) => {
  expect(formBoundary(type)).toEqual({ boundary, contentType: `multipart/form-data; boundary="${boundary}"` })
})

test('a form without a boundary is refused', () => {
  expect(() => formBoundary('multipart/form-data; charset=utf-8')).toThrow('names no boundary')
})
