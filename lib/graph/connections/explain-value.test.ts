import { expect, test } from 'vitest'
import type { Json } from '@/lib/core/json'
import { addEnglish } from '@/lib/messages/problems/add-english'
import type { PortKind } from '../ports'
import { sampleGraph, sampleNode } from '../testing/sample-graph'
import { sampleManifests } from '../testing/sample-manifests'
import { validate } from '../validate'
import { explainValue } from './explain-value'

const port = (kind: PortKind, overrides: { list?: boolean; schema?: Json } = {}) => ({
  label: 'Out',
  kind,
  ...overrides,
})

test('accepts a value for an output if its node could have returned it', () => {
  const accepted: [Json, ReturnType<typeof port>][] = [
    ['', port('text')],
    [0, port('number')],
    [false, port('boolean')],
    [{ a: 1 }, port('json')],
    [null, port('any')],
    [[{ role: 'user', content: 'Hi' }], port('messages')],
    [[{ text: 'Passage' }], port('documents')],
    [{ fileId: 'x' }, port('image')],
    [['a', 'b'], port('text', { list: true })],
  ]
  for (const [value, output] of accepted) expect(explainValue(value, output)).toBeNull()
})

const explain = (...args: Parameters<typeof explainValue>): string | null => {
  const text = explainValue(...args)
  return text === null ? null : addEnglish(text).message
}

test('explains the actual type of an output', () => {
  expect(explain(1, port('text'))).toBe('“Out” gives text.')
  expect(explain('1', port('number'))).toBe('“Out” gives a number.')
  expect(explain([{ role: 'user' }], port('messages'))).toBe('“Out” gives messages.')
  expect(explain('a', port('text', { list: true }))).toContain('gives a list')
  expect(explain(['a', 2], port('text', { list: true }))).toBe('Item 2 of “Out” must be text.')
})

test("validates JSON against the output's full schema, naming the path of the mismatch", () => {
  const schema = {
    type: 'object',
    required: ['lines'],
    properties: { lines: { type: 'array', items: { type: 'object', properties: { price: { type: 'number' } } } } },
  }
  const explainJson = (value: Json, list = false) => explain(value, port('json', { schema, list }))
  expect(explainJson({ lines: [{ price: 1 }] })).toBeNull()
  expect(explainJson([])).toBe('“Out” does not fit its schema: The value must be object, but is an array.')
  expect(explainJson({})).toBe('“Out” does not fit its schema: The value lacks “lines”.')
  expect(explainJson({ lines: [{ price: 1 }, { price: 'x' }] })).toBe(
    '“Out” does not fit its schema: /lines/1/price must be number, but is a string.',
  )
  expect(explainJson([{ lines: [] }, { lines: 3 }], true)).toContain('/1/lines must be array, but is a number.')
})

test('checks patterns if an engine is given', () => {
  const coded = port('json', { schema: { properties: { code: { pattern: '^A' } } } })
  expect(explain({ code: 'B' }, coded)).toBeNull()
  expect(explain({ code: 'B' }, coded, (_, text) => text.startsWith('A'))).toContain('/code must match the pattern ^A')
})

test('reports an outdated pin as an issue that does not stop runs', () => {
  const graph = sampleGraph(
    [sampleNode('in', 'input', {}, { pinned: { question: 1, gone: 'x' } }), sampleNode('end', 'answer')],
    ['in.question > end.text'],
  )
  const issues = validate(graph, sampleManifests).filter(({ code }) => code === 'PIN_DOES_NOT_FIT')
  expect(issues.map(({ severity, nodeId }) => [severity, nodeId])).toEqual([
    ['warning', 'in'],
    ['warning', 'in'],
  ])
  expect(issues[1] && addEnglish(issues[1]).message).toContain('no longer has an output “gone”')
})
