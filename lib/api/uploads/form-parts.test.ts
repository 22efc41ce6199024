import { expect, test } from 'vitest'
import { FormParts, formBoundary } from './form-parts'

const TOO_MANY = /at most 200 fields/
const PIECES = [1, 2, 3, 7, 64, 10_000]

function readInPieces(text: string, size: number) {
  const form = Buffer.from(text)
  const parts = new FormParts('mark')
  for (let end = Math.min(size, form.length); ; end = Math.min(end + size, form.length)) {
    parts.scan(form.subarray(0, end))
    if (end === form.length) break
  }
  return parts.parts().map(({ header, content }) => ({
    header: form.subarray(header.start, header.end).toString(),
    content: form.subarray(content.start, content.end).toString(),
  }))
}

test.each(PIECES)('finds the parts of a form that arrives in pieces of %i bytes', (size) => {
  const form =
    'preamble\r\n--mark\r\na: 1\r\n\r\none\r\n--mark\r\nb: 2\r\n\r\n\r\n--mark\r\nc: 3\r\n\r\n\r\n--mar\r\n--other\r\n--mark--\r\n'
  expect(readInPieces(form, size)).toEqual([
    { header: '\r\na: 1', content: 'one' },
    { header: '\r\nb: 2', content: '' },
    { header: '\r\nc: 3', content: '\r\n--mar\r\n--other' },
  ])
})

test.each(PIECES)('counts the parts of a form that arrives in pieces of %i bytes', (size) => {
  const readParts = (part: string, parts: number) =>
    readInPieces(`${`--mark\r\n${part}\r\n`.repeat(parts)}--mark--\r\n`, size)
  for (const part of ['\r\n', 'a: b\r\n\r\n', 'a: b\r\n\r\nx']) {
    expect(() => readParts(part, 200)).not.toThrow()
    expect(() => readParts(part, 201)).toThrow(TOO_MANY)
  }
})

test.each(PIECES)('limits a header but not a content, in pieces of %i bytes', (size) => {
  const readHeader = (header: string) =>
    readInPieces(`x--mark\r\n${header}\r\n\r\n${'a:b\r\n'.repeat(5_000)}\r\n--mark--`, size)
  expect(() => readHeader('y'.repeat(8_000))).not.toThrow()
  expect(() => readHeader('y'.repeat(8_300))).toThrow(/name and type/)
  expect(() => readHeader('a:b\r\n'.repeat(2_000))).toThrow(/name and type/)
})

test.each(['', '--mark', '--mark\r\na: b\r\n\r\nx', '--mark\r\na: b\r\n\r\nx\r\n--mark', '--mark\r\na: b'])(
  'rejects a truncated form: %j',
  (form) => {
    expect(() => readInPieces(form, 1)).toThrow('closing boundary is missing')
  },
)

test.each([
  ['multipart/form-data; boundary=one', 'one'],
  ['multipart/form-data; boundary="a b"', 'a b'],
  ['multipart/form-data; charset=utf-8; BOUNDARY=one; boundary=two', 'one'],
])('reads the boundary of %s', (type, boundary) => {
  expect(formBoundary(type)).toBe(boundary)
})

test('rejects a form without a boundary', () => {
  expect(() => formBoundary('multipart/form-data; charset=utf-8')).toThrow('has no boundary')
})
