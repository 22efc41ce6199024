import { expect, test } from 'vitest'
import type { Json } from '@/lib/core/json'
import { explainValue } from './explain-value'
import type { PortKind } from './ports'
import { sampleGraph, sampleNode } from './testing/sample-graph'
import { sampleManifests } from './testing/sample-manifests'
import { validate } from './validate'

const port = (kind: PortKind, more: { list?: boolean; schema?: Json } = {}) => ({ label: 'Out', kind, ...more })

test('a value fits an output when a node that gives such outputs could have given it', () => {
  const fits: [Json, ReturnType<typeof port>][] = [
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
  for (const [value, output] of fits) expect(explainValue(value, output)).toBeNull()
})

test('it says in words what an output gives instead', () => {
  expect(explainValue(1, port('text'))).toBe('“Out” gives text.')
  expect(explainValue('1', port('number'))).toBe('“Out” gives a number.')
  expect(explainValue([{ role: 'user' }], port('messages'))).toBe('“Out” gives messages.')
  expect(explainValue([], port('json', { schema: { type: 'object' } }))).toBe('“Out” gives JSON.')
  expect(explainValue('a', port('text', { list: true }))).toContain('gives a list')
  expect(explainValue(['a', 2], port('text', { list: true }))).toBe('Item 2 of “Out” must be text.')
})

test('a pin that its node would not give any more is a problem that does not stop runs', () => {
  const graph = sampleGraph(
    [sampleNode('in', 'input', {}, { pinned: { question: 1, gone: 'x' } }), sampleNode('end', 'answer')],
    ['in.question > end.text'],
  )
  const issues = validate(graph, sampleManifests).filter(({ code }) => code === 'PIN_DOES_NOT_FIT')
  expect(issues.map(({ severity, nodeId }) => [severity, nodeId])).toEqual([
    ['warning', 'in'],
    ['warning', 'in'],
  ])
  expect(issues[1]?.message).toContain('no output “gone” any more')
})
