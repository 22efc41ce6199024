import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Json } from '@/lib/core/json'
import type { StepWriter } from '@/lib/export/node-export'
import { valuesCode } from './action-code'
import { ActionSettingsSchema } from './action-config'

const parts: Pick<StepWriter, 'key' | 'literal' | 'template' | 'input'> = {
  key: (text) => JSON.stringify(text),
  literal: (value) => JSON.stringify(value),
  template: (text, encoding = 'text') => `${encoding}(${text})`,
  input: (port) => `input(${port})`,
}
const input = z.strictObject({
  text: z.string().optional(),
  keys: z.array(z.string()).optional(),
  filter: z.record(z.string(), z.json()).optional(),
})

test.each<[Json, string]>([
  [{ text: 'for {{q}}' }, '"text": text(for {{q}})'],
  [{ keys: 'user:{{q}}' }, '"keys": inserted(user:{{q}})'],
  [{ keys: ['a', 'user:{{q}}'] }, '"keys": [inserted(a), inserted(user:{{q}})]'],
  [{ filter: { a: { $ne: '{{q}}' } } }, '"filter": { "a": { "$ne": inserted({{q}}) } }'],
  [{ filter: { '{{q}}': 1 } }, '"filter": { [inserted({{q}})]: 1 }'],
  [{ filter: { a: ['b'] } }, '"filter": {"a":["b"]}'],
  [{ filter: { $wired: true } }, '"filter": input(filter)'],
])('writes the code of %j', (values, code) => {
  const settings = ActionSettingsSchema.parse({ values })
  expect(valuesCode(parts as StepWriter, settings, { input })).toEqual([code])
})
