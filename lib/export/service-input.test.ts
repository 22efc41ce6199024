import { expect, test } from 'vitest'
import { z } from 'zod'
import { insertedValue } from '@/lib/core/inserted-value'
import type { Json } from '@/lib/core/json'
import { coerceInput } from './runtime/services/service-input'

const schema = JSON.parse(
  JSON.stringify(
    z.toJSONSchema(
      z.strictObject({
        text: z.string().optional(),
        keys: z.array(z.string().min(1)).optional(),
        filter: z.record(z.string(), z.json()).optional(),
        count: z.number().optional(),
      }),
      { io: 'input' },
    ),
  ),
)
const Q = insertedValue('a,b", "c":"\nd')

test.each<[string, Json, Json]>([
  ['text', `for ${Q}`, 'for a,b", "c":"\nd'],
  ['keys', `k,user:${Q}`, ['k', 'user:a,b", "c":"\nd']],
  ['keys', [`user:${Q}`], ['user:a,b", "c":"\nd']],
  ['keys', Q, ['a,b", "c":"\nd']],
  ['filter', `{"a":"${Q}"}`, { a: 'a,b", "c":"\nd' }],
  ['filter', { a: Q }, { a: 'a,b", "c":"\nd' }],
  ['filter', `{"a":${insertedValue({ b: 1 })}}`, { a: { b: 1 } }],
  ['count', insertedValue('7'), 7],
])('exported projects place values like Patchbay: %s', (name, given, expected) => {
  expect(coerceInput(schema, { [name]: given })).toEqual({ [name]: expected })
})

test('an inserted value that is absent leaves an optional field out', () => {
  expect(coerceInput(schema, { text: insertedValue(null) })).toEqual({})
})
