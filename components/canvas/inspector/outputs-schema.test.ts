import { expect, test } from 'vitest'
import { outputsSchema } from './outputs-schema'

test('output overrides have the types of their ports; capabilities are excluded', () => {
  const schema = { type: 'object', properties: { name: { type: 'string' } } }
  expect(
    outputsSchema([
      { id: 'text', label: 'Text', kind: 'text', description: 'The answer.' },
      { id: 'items', label: 'Items', kind: 'number', list: true },
      { id: 'json', label: 'JSON', kind: 'json', schema },
      { id: 'tool', label: 'Tool', kind: 'tool' },
    ]),
  ).toEqual({
    type: 'object',
    properties: {
      text: { type: 'string', description: 'The answer.' },
      items: { type: 'array', items: { type: 'number' } },
      json: schema,
    },
    additionalProperties: false,
  })
})
