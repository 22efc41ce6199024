import { expect, test } from 'vitest'
import type { Json, JsonObject } from '@/lib/core/json'
import { addEnglish } from '@/lib/messages/problems/add-english'
import { findSchemaProblems } from './schema-problems'

const CASES: readonly [Json, JsonObject][] = [
  ['a', { properties: {}, type: ['object', 'null'] }],
  [1, { enum: [2, 3] }],
  [1, { const: 'x' }],
  ['a', { minLength: 2 }],
  ['abc', { maxLength: 2 }],
  ['abc', { pattern: '^b' }],
  [1, { minimum: 2 }],
  [3, { maximum: 2 }],
  [1, { exclusiveMinimum: 1 }],
  [1, { exclusiveMaximum: 1 }],
  [5, { multipleOf: 2 }],
  [[], { minItems: 1 }],
  [[1, 2], { maxItems: 1 }],
  [{}, { required: ['lines'] }],
  [{ a: 1 }, { additionalProperties: false }],
  [{ a: [null] }, { properties: { a: { items: { type: 'boolean' } } } }],
  [{ a: 1 }, { properties: { a: false } }],
  [1, { anyOf: [{ type: 'string' }, { type: 'boolean' }] }],
]

test.each(CASES)('the English sentence equals the text of its key, for %j and schema %j', (value, schema) => {
  const problems = findSchemaProblems(value, schema, (pattern, text) => new RegExp(pattern).test(text))
  expect(problems).toHaveLength(1)
  expect(problems.map(addEnglish)).toMatchObject(problems.map(({ message, key }) => ({ message, key })))
})
