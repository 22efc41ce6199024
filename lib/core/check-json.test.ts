import { expect, test } from 'vitest'
import { z } from 'zod'
import { cpuMs } from '@/lib/graph/testing/cpu-ms'
import { JsonObjectSchema, JsonSchema } from './json'

const nested = (depth: number): unknown => {
  let value: unknown = null
  for (let count = 0; count < depth; count += 1) value = [value]
  return value
}

test.each([
  ['texts, numbers and null', { a: ['x', 1, true, null, { b: {} }] }, true],
  ['a top-level text', 'x', true],
  ['undefined', undefined, false],
  ['undefined within', { a: undefined }, false],
  ['infinity', [Number.POSITIVE_INFINITY], false],
  ['a function', { a: () => 1 }, false],
  ['a date', { a: new Date() }, false],
  ['a map', new Map(), false],
  ['a big integer', [1n], false],
])('agrees with z.json() about %s', (_, value, isValid) => {
  expect([JsonSchema.safeParse(value).success, z.json().safeParse(value).success]).toEqual([isValid, isValid])
})

test('drops names that would reach a prototype', () => {
  const value: unknown = JSON.parse('{"a":{"__proto__":{"polluted":true},"b":1}}')
  expect(JsonObjectSchema.parse(value)).toEqual({ a: { b: 1 } })
  expect(Object.keys(JsonObjectSchema.parse(JSON.parse('{"__proto__":1,"b":2}')))).toEqual(['b'])
})

test('does not overflow the stack at any nesting depth', () => {
  expect(JsonSchema.safeParse(nested(200_000)).success).toBe(true)
})

test('checks eighty thousand small values in a fraction of the time of z.json()', () => {
  const value = Array.from({ length: 80_000 }, () => ({}))
  const timeOf = (schema: z.ZodType) => cpuMs(() => expect(schema.safeParse(value).success).toBe(true))
  const [slow, fast] = [timeOf(z.json()), timeOf(JsonSchema)]
  expect(fast).toBeLessThan(slow / 3)
})
