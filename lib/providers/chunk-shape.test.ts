import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ChunkShape } from './chunk-shape'
import { plainTextOf } from './openai-chunk'

const chunkOf = (content: unknown, more: object = {}) =>
  JSON.stringify({ id: 'c', model: 'm', choices: [{ index: 0, delta: { content }, finish_reason: null }], ...more })

test('whatever the texts are, they are read as if each chunk were parsed', () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('', '"', '\\', '\\"', 'null', '\n'))
  fc.assert(
    fc.property(fc.array(text, { maxLength: 8 }), (texts) => {
      const shape = new ChunkShape()
      for (const data of texts.map((content) => chunkOf(content))) expect(shape.read(data)).toBe(plainTextOf(data))
    }),
  )
})

test('what only looks like the chunk before is parsed: other fields, an end, an error, a text that closes its quotes', () => {
  const shape = new ChunkShape()
  const first = chunkOf('Hello')
  expect(shape.read(first)).toBe('Hello')
  const others = [
    chunkOf('Hi', { usage: { prompt_tokens: 1 } }),
    chunkOf('Hi', { error: { message: 'broken' } }),
    chunkOf(null),
    first.replace('null}]', '"stop"}]'),
    first.replace('"Hello"', '"Hello","tool_calls":[{"index":0}]'),
    first.replace('Hello', 'a","role":"tool'),
    first.slice(0, -1),
  ]
  for (const data of others) expect([data, shape.read(data)]).toEqual([data, plainTextOf(data)])
})

test('a text that stands in another place as well is not mistaken', () => {
  const shape = new ChunkShape()
  const around = { note: { content: 'Hello' } }
  const data = (content: string) => JSON.stringify({ ...around, ...JSON.parse(chunkOf(content)) })
  expect([shape.read(data('Hello')), shape.read(data('there'))]).toEqual(['Hello', 'there'])
})
