import { expect, test } from 'vitest'
import { z } from 'zod'
import { ignoredHeader, noteIgnored } from './note-ignored'
import { parseBody } from './read-body'

const Body = z.strictObject({
  question: z.string(),
  form: z.record(z.string(), z.unknown()).optional(),
  chatId: z.string().optional(),
  rating: z.enum(['up', 'down']).nullable().default('up'),
  config: z.strictObject({ vars: z.unknown().optional(), name: z.string().optional() }).optional(),
  about: z.union([z.uuid(), z.strictObject({ id: z.uuid() })]).optional(),
  files: z.array(z.strictObject({ type: z.string() })).optional(),
})

function parse(value: unknown) {
  const ignored: string[] = []
  return { body: parseBody(Body, value, (name) => ignored.push(name)), ignored }
}

test('treats null in an optional field as absent, unless the schema defines it', () => {
  expect(parse({ question: 'a', chatId: null, rating: null, config: { name: null }, about: null })).toEqual({
    body: { question: 'a', rating: null, config: {} },
    ignored: [],
  })
  expect(parseBody(Body, { question: 'a', form: { topic: null }, chatId: null })).toEqual({
    question: 'a',
    form: { topic: null },
    rating: 'up',
  })
  expect(() => parse({ question: null })).toThrow(/question: .*expected string/)
  expect(() => parse({ question: 'a', files: [null] })).toThrow(/files\[0\]/)
})

test('drops unknown fields and reports their path, including in objects, lists and unions', () => {
  const id = '01970000-0000-7000-8000-000000000001'
  const value = {
    question: 'a',
    top_k: 1,
    think: false,
    about: { id, more: 1 },
    config: { temperature: 1, name: 'x' },
    files: [{ type: 'a', id: 1 }],
  }
  expect(parse(value)).toEqual({
    body: { question: 'a', rating: 'up', about: { id }, config: { name: 'x' }, files: [{ type: 'a' }] },
    ignored: ['config.temperature', 'about.more', 'files[0].id', 'top_k', 'think'],
  })
})

test('reports other problems beside unknown fields, which are errors without a receiver', () => {
  expect(() => parse({ question: 1, top_k: 1 })).toThrow(/^question: /)
  expect(() => parse({ question: 'a', about: 'no id', top_k: 1 })).toThrow(/^about: /)
  expect(() => parseBody(Body, { question: 'a', graph: {} })).toThrow('Unrecognized key: "graph"')
})

test('names at most 20 short, plain-text fields in the header, and counts the others', () => {
  const call: Parameters<typeof noteIgnored>[0] = { ignored: null }
  for (const name of ['top_k', 'top_k', 'a\r\nset-cookie: x', 'x'.repeat(1_000_000), 'größe', 'a,b'])
    noteIgnored(call, name)
  expect(call.ignored && ignoredHeader(call.ignored)).toBe('top_k, 4 more')
  for (let count = 0; count < 1_000; count += 1) noteIgnored(call, `field_${count}`)
  const header = (call.ignored && ignoredHeader(call.ignored)) ?? ''
  expect(header.split(', ')).toHaveLength(21)
  expect(header).toMatch(/^top_k, field_0, .*, field_18, 985 more$/)
})
