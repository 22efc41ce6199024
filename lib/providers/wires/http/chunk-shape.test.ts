import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainChunkOf } from '../openai/openai-chunk'
import { ChunkShape } from './chunk-shape'

const chunkOf = (content: unknown, overrides: object = {}) =>
  JSON.stringify({
    id: 'c',
    model: 'm',
    choices: [{ index: 0, delta: { content }, finish_reason: null }],
    ...overrides,
  })
const streamOf = (...chunks: string[]) => chunks.map((data) => `data: ${data}\n\n`).join('')

const anyUnit = fc.nat(0xffff).map((code) => String.fromCharCode(code))

function shapeOf(text: string, data = chunkOf(text)): ChunkShape {
  const shape = new ChunkShape()
  shape.learn(data, { text, reason: null })
  return shape
}

test('returns the same text as parsing each chunk', () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: anyUnit }), fc.constantFrom('', '"', '\\', '\\"', 'null', '\n'))
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 8 }), (first, texts) => {
      const stream = streamOf(...texts.map((content) => chunkOf(content)))
      const { text: read, end } = shapeOf(first).read(stream, 0)
      const rest = texts.findIndex(
        (_, index) => streamOf(...texts.slice(0, index).map((t) => chunkOf(t))).length === end,
      )
      const complete = rest === -1 ? texts : texts.slice(0, rest)
      expect(read).toBe(complete.join(''))
      expect(end).toBe(streamOf(...complete.map((content) => chunkOf(content))).length)
    }),
  )
})

test('returns the same result for any surrounding fields and any notation', () => {
  const name = fc.constantFrom('id', 'model', 'content', 'delta', 'content ', '"content":"')
  const value = fc.constantFrom(null, 1, 'Hello', 'content', '"content":"Hello"', { content: 'Hello' })
  const extraFields = fc.dictionary(name, value, { maxKeys: 2 })
  const delta = fc.record({ role: fc.constantFrom('assistant', 'content', null) }, { requiredKeys: [] })
  const write = fc.constantFrom(
    (value: unknown) => JSON.stringify(value),
    (value: unknown) => JSON.stringify(value, null, 1).replaceAll('\n', ''),
  )
  const content = fc.constantFrom('Hello', ' there', 'content', '', '"', null, undefined)
  let learned = 0
  fc.assert(
    fc.property(
      extraFields,
      extraFields,
      delta,
      write,
      content,
      content,
      (before, after, overrides, written, item, other) => {
        const dataWith = (text: unknown, finish: string | null, aside: object) =>
          written({ ...before, choices: [{ delta: { ...aside, content: text }, finish_reason: finish, after }] })
        const dataOf = (text: unknown, finish: string | null = null) => dataWith(text, finish, overrides)
        const example = plainChunkOf(JSON.parse(dataOf(item)))
        if (example === null) return
        const shape = new ChunkShape()
        shape.learn(dataOf(item), example)
        for (const data of [dataOf(other), dataOf(other, 'stop'), dataOf([other]), dataWith(other, null, {})]) {
          const { text, end } = shape.read(streamOf(data), 0)
          if (end === 0) continue
          learned += 1
          expect(plainChunkOf(JSON.parse(data))).toEqual({ text, reason: null })
        }
      },
    ),
    { numRuns: 1_000 },
  )
  expect(learned).toBeGreaterThan(10)
})

test('reads events that only differ in their text at once, but not an incomplete one', () => {
  const stream = streamOf(chunkOf('Good '), chunkOf('morning'), chunkOf(' 你好'), chunkOf('!'))
  expect(shapeOf('Hello').read(stream.slice(0, -1), 0).text).toBe('Good morning 你好')
})

test('does not read similar events: other fields, an end, an error, a text that closes its quotes', () => {
  const first = chunkOf('Hello')
  const others = [
    chunkOf('Hi', { usage: { prompt_tokens: 1 } }),
    chunkOf('Hi', { error: { message: 'broken' } }),
    chunkOf(null),
    first.replace('null}]', '"stop"}]'),
    first.replace('"Hello"', '"Hello","tool_calls":[{"index":0}]'),
    first.replace('Hello', 'a","role":"tool'),
    first.replace('Hello', 'a\\u0041'),
    first.slice(0, -1),
  ]
  for (const data of others)
    expect([data, shapeOf('Hello').read(streamOf(data), 0)]).toEqual([data, { text: '', end: 0 }])
})

test('handles text that also occurs elsewhere in the event', () => {
  const extraFields = { note: { content: 'Hello' } }
  const data = (content: string) => JSON.stringify({ ...extraFields, ...JSON.parse(chunkOf(content)) })
  const shape = shapeOf('Hello', data('Hello'))
  expect(shape.read(streamOf(data('there')), 0)).toEqual({ text: '', end: 0 })
})

test('learns from a chunk with only the role for chunks without it, and from one with text for those with it', () => {
  const withRole = (content: string) => chunkOf(content).replace('"delta":{', '"delta":{"role":"assistant",')
  const first = shapeOf('', withRole(''))
  expect(first.read(streamOf(chunkOf('Good '), chunkOf('morning')), 0).text).toBe('Good morning')
  const chatty = shapeOf('Hello', withRole('Hello'))
  expect(chatty.read(streamOf(withRole(' there'), withRole('!')), 0).text).toBe(' there!')
})

test('does not learn from a chunk that ends the answer', () => {
  const end = chunkOf('Hello').replace('"finish_reason":null', '"finish_reason":"stop"')
  const shape = new ChunkShape()
  shape.learn(end, { text: 'Hello', reason: 'stop' })
  expect(shape.read(streamOf(end), 0)).toEqual({ text: '', end: 0 })
})
