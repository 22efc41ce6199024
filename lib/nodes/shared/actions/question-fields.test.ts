import { expect, test } from 'vitest'
import { readQuestionFields } from './question-fields'

const fieldsOf = (properties: object, required: string[] = []) =>
  readQuestionFields({ type: 'object', properties: { ...properties } as never, required })

test('maps each type of the protocol to a field, and its value back', () => {
  const fields = fieldsOf(
    {
      name: { type: 'string', title: 'Name', description: 'As in your passport' },
      count: { type: 'integer' },
      size: { type: 'string', enum: ['s', 'l'], enumNames: ['Small', 'Large'] },
      hero: { type: 'string', oneOf: [{ const: 'h1', title: 'Ada' }, { const: 'h2' }] },
      tags: {
        type: 'array',
        items: {
          anyOf: [
            { const: 't1', title: 'Red' },
            { const: 't2', title: 'Blue' },
          ],
        },
      },
    },
    ['name'],
  )
  expect(fields?.map(({ field }) => field)).toEqual([
    { name: 'name', label: 'Name: As in your passport', required: true, type: 'text' },
    { name: 'count', label: 'count', required: false, type: 'number' },
    { name: 'size', label: 'size', required: false, type: 'choice', options: ['Small', 'Large'] },
    { name: 'hero', label: 'hero', required: false, type: 'choice', options: ['Ada', 'h2'] },
    { name: 'tags', label: 'tags (Red, Blue)', required: false, type: 'text' },
  ])
  const read = (name: string, value: string | number) => fields?.find(({ field }) => field.name === name)?.read(value)
  expect([read('count', 2.6), read('size', 'Large'), read('hero', 'Ada'), read('tags', 'blue, Green,red')]).toEqual([
    ...[3, 'l', 'h1'],
    ['t1', 't2'],
  ])
})

test('shows values instead of titles that are not unique', () => {
  const size = { type: 'string', enum: ['a', 'b'], enumNames: ['Same', 'Same'] }
  expect(fieldsOf({ size })?.[0]?.field.options).toEqual(['a', 'b'])
})

test.each([
  ['a required object', { a: { type: 'object' } }, ['a']],
  ['a required free list', { a: { type: 'array', items: { type: 'string' } } }, ['a']],
  ['too many fields', Object.fromEntries(Array.from({ length: 31 }, (_, at) => [`f${at}`, { type: 'string' }])), []],
])('has no form for %s', (_, properties, required) => {
  expect(fieldsOf(properties, required)).toBeNull()
})

test('omits optional values that cannot be a field', () => {
  expect(fieldsOf({ a: { type: 'object' }, b: { type: 'string' } })).toHaveLength(1)
  expect(readQuestionFields({ type: 'object' })).toBeNull()
})
