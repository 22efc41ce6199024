import { expect, test } from 'vitest'
import { countParts, formBoundary } from './form-parts'

const TOO_MANY = /at most 200 fields/

test.each([1, 2, 3, 7, 64, 10_000])('counts the parts of a form that comes in pieces of %i bytes', (size) => {
  const give = (parts: number) => {
    const form = Buffer.from('\r\n--mark\r\nx'.repeat(parts))
    const take = countParts('mark')
    for (let at = 0; at < form.length; at += size) take(form.subarray(at, at + size))
  }
  expect(() => give(200)).not.toThrow()
  expect(() => give(201)).toThrow(TOO_MANY)
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
