import { expect, test } from 'vitest'
import type { Json, JsonObject } from '@/lib/core/json'
import { chatApp, runApp } from '../testing/run-app'

async function edited(value: Json, config: JsonObject): Promise<Json | undefined> {
  const { outputs, error } = await runApp(
    chatApp(
      [
        { id: 'edit', type: 'edit-fields', config },
        { id: 'said', type: 'template', config: { text: '{{in.message}}' } },
      ],
      ['in.history -> edit.object', 'in.message -> said.when', 'edit.object -> out.data', 'said.text -> out.text'],
    ),
    { inputs: { message: 'Ada', history: value } },
  )
  return outputs ? outputs.data : (error?.message ?? '')
}
const turn = (content: string) => ({ role: 'user', content })
const set = (path: string, value: string, type = 'text') => ({ path, action: 'set', type, value })

test('sets typed and nested fields of every object in a list, and keeps the others', async () => {
  const fields = [set('by.name', '{{in.message}}'), set('count', ' 3 ', 'number'), set('tags', '["a"]', 'list')]
  expect(await edited([turn('one'), turn('two')], { fields })).toEqual([
    { role: 'user', content: 'one', by: { name: 'Ada' }, count: 3, tags: ['a'] },
    { role: 'user', content: 'two', by: { name: 'Ada' }, count: 3, tags: ['a'] },
  ])
})

test('removes fields, or drops all that are not set', async () => {
  const remove = { path: 'role', action: 'remove' }
  expect(await edited([turn('one')], { fields: [remove, set('by', '{{in.message}}')] })).toEqual([
    { content: 'one', by: 'Ada' },
  ])
  expect(await edited([turn('one')], { fields: [set('by', '{{in.message}}')], others: 'drop' })).toEqual([
    { by: 'Ada' },
  ])
})

test('makes an object without an input', async () => {
  const graph = chatApp(
    [{ id: 'edit', type: 'edit-fields', config: { fields: [set('customer.name', '{{value}}')] } }],
    ['in.message -> edit.value', 'edit.object -> out.data', 'edit.object -> out.text'],
  )
  expect((await runApp(graph, { inputs: { message: 'Ada' } })).outputs?.data).toEqual({ customer: { name: 'Ada' } })
})

test.each([
  [[set('count', 'many', 'number')], 'count'],
  [[set('a..b', 'x')], 'a..b'],
  [[set('__proto__.x', 'x')], '__proto__'],
])('rejects %j and names the field', async (fields, name) => {
  expect(await edited([turn('one')], { fields })).toMatch(name)
  expect(Object.hasOwn(Object.prototype, 'x')).toBe(false)
})
