import { expect, test } from 'vitest'
import { z } from 'zod'
import { AppError } from './app-error'
import { JsonObjectSchema, parseJson } from './json'

function codeOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    return AppError.isInstance(error) ? error.code : 'not an AppError'
  }
  return 'no error'
}

test('parses text that fits the schema', () => {
  expect(parseJson(z.object({ a: z.number() }), '{"a":1}')).toEqual({ a: 1 })
})

test('distinguishes invalid JSON from JSON with the wrong shape', () => {
  expect(codeOf(() => parseJson(z.string(), '{"a":'))).toBe('INVALID_JSON')
  expect(codeOf(() => parseJson(z.string(), '1'))).toBe('INVALID_INPUT')
})

test('keeps a __proto__ key in JSON away from prototypes', () => {
  parseJson(JsonObjectSchema, '{"__proto__":{"polluted":true},"a":{"constructor":{"prototype":{"polluted":true}}}}')
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
})
