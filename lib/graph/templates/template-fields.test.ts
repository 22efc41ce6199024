import { expect, test } from 'vitest'
import type { JsonObject } from '@/lib/core/json'
import type { TemplateField } from '../manifest'
import { listTemplateStrings, mapTemplateStrings } from './template-fields'

const fields = [
  { path: 'messages.*.content', encoding: 'text' },
  { path: 'url', encoding: 'uri' },
] as const

test('lists the strings of every list item with their path', () => {
  const config = { messages: [{ role: 'user', content: 'a' }, { content: 'b' }], url: 'u', other: '{{x}}' }
  expect(listTemplateStrings(config, fields)).toEqual([
    { path: 'messages.0.content', text: 'a', encoding: 'text' },
    { path: 'messages.1.content', text: 'b', encoding: 'text' },
    { path: 'url', text: 'u', encoding: 'uri' },
  ])
})

test('maps a copy and keeps the config unchanged', () => {
  const config = { messages: [{ role: 'user', content: 'a' }], url: 'u' }
  const mapped = mapTemplateStrings(config, fields, ({ text }) => text.toUpperCase())
  expect(mapped).toEqual({ messages: [{ role: 'user', content: 'A' }], url: 'U' })
  expect(config.url).toBe('u')
})

test('ignores an object in place of a template', () => {
  const config = { messages: [{ content: { type: 'Program' } }], url: ['x'] }
  expect(mapTemplateStrings(config, fields, () => 'changed')).toEqual(config)
})

test('never assigns to a prototype when copying a config', () => {
  const config = JSON.parse('{"messages":[{"__proto__":{"polluted":1},"content":"a"}]}')
  mapTemplateStrings(config, fields, ({ text }) => text)
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
})

test('leaves a field alone while its setting has another value', () => {
  const fields: TemplateField[] = [
    { path: 'a', encoding: 'text', when: { field: 'mode', values: ['a', undefined] } },
    { path: 'b', encoding: 'text', when: { field: 'mode', values: ['b'] } },
  ]
  const textsOf = (config: JsonObject) => listTemplateStrings(config, fields).map(({ path }) => path)
  expect(textsOf({ a: '1', b: '2' })).toEqual(['a'])
  expect(textsOf({ a: '1', b: '2', mode: 'b' })).toEqual(['b'])
})

test('maps every text and name below two asterisks, with the encoding of its field', () => {
  const fields: TemplateField[] = [{ path: 'values.*.**', encoding: 'inserted', encodings: { statement: 'sql' } }]
  const config = { values: { statement: 's', json: { statement: ['{{a}}', 1], '{{b}}': null } }, other: '{{c}}' }
  expect(listTemplateStrings(config, fields)).toEqual([
    { path: 'values.statement', text: 's', encoding: 'sql' },
    { path: 'values.json.statement.0', text: '{{a}}', encoding: 'inserted' },
    { path: 'values.json.{{b}}', text: '{{b}}', encoding: 'inserted' },
  ])
  expect(mapTemplateStrings(config, fields, ({ text }) => text.replace('{{b}}', 'named'))).toMatchObject({
    values: { json: { named: null } },
    other: '{{c}}',
  })
})
