import { expect, test } from 'vitest'
import type { Json, JsonObject } from '@/lib/core/json'
import { cpuMs } from '@/lib/graph/testing/cpu-ms'
import { matchesPattern } from '../guards/matches-pattern'
import { validateJson } from './validate-json'

test.each<[Json, JsonObject]>([
  [1, { type: 'integer', minimum: 1, multipleOf: 0.5 }],
  ['a', { enum: ['a', 'b'] }],
  [null, { type: ['string', 'null'] }],
  [[{ a: 1 }], { type: 'array', items: { type: 'object', properties: { a: { type: 'number' } } } }],
  [{ node: { node: {} } }, { type: 'object', properties: { node: { $ref: '#' } }, additionalProperties: false }],
  ['x', { anyOf: [{ type: 'number' }, { type: 'string' }] }],
])('%j fits %j', (value, schema) => {
  expect(validateJson(value, schema)).toEqual([])
})

test.each<[Json, JsonObject, string]>([
  [1.5, { type: 'integer' }, 'The value must be integer, but is a number.'],
  [{}, { type: 'object', required: ['constructor'] }, 'The value lacks “constructor”.'],
  [['a', 2], { items: { type: 'string' } }, '/1 must be string, but is a number.'],
  [{ a: { b: 1 } }, { properties: { a: { properties: { b: false } } } }, '/a/b is not allowed.'],
  ['😀😀', { maxLength: 1 }, 'The value has more than 1 characters.'],
  [{ a: 1 }, { $ref: '#/$defs/x', $defs: { x: { required: ['b'] } } }, 'The value lacks “b”.'],
])('%j does not fit %j', (value, schema, problem) => {
  expect(validateJson(value, schema)).toEqual([problem])
})

test('terminates for a schema with endless self-references or with network references', () => {
  expect(validateJson({}, { $ref: '#' })).toEqual([])
  expect(validateJson({}, { allOf: [{ $ref: '#' }, { $ref: 'http://169.254.169.254/x' }] })).toEqual([])
})

test('matches patterns in linear time, and rejects look-around with an explanation', () => {
  for (const pattern of ['(a+)+$', 'a*a*b', '(a|a)*b'])
    expect(cpuMs(() => matchesPattern(pattern, `${'a'.repeat(10_000)}!`))).toBeLessThan(600)
  expect(() => matchesPattern('(?=a)b', 'b')).toThrow(/is not a valid pattern/)
  expect(() => matchesPattern('a'.repeat(1_001), 'a')).toThrow(/at most 1,000 characters/)
})
