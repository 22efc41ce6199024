import { describe, expect, test } from 'vitest'
import { addEnglish } from '@/lib/messages/problems/add-english'
import { CAPABILITY_KINDS, DATA_KINDS, type Port } from '../ports'
import { sampleGraph, sampleNode } from '../testing/sample-graph'
import { sampleManifests } from '../testing/sample-manifests'
import { coerceValue } from './coerce'
import { canConnect } from './compatible'
import { explainConnection } from './explain-connection'

const ok = (from: Partial<Port>, to: Partial<Port>) => canConnect({ kind: 'any', ...from }, { kind: 'any', ...to }).ok

test('connects equal kinds, and any with every value', () => {
  for (const kind of DATA_KINDS) {
    expect([ok({ kind }, { kind }), ok({ kind }, {}), ok({}, { kind })]).toEqual([true, true, true])
  }
})

test('converts structure to text and text to a message, but never text to JSON', () => {
  for (const kind of ['json', 'number', 'boolean', 'messages', 'documents'] as const) {
    expect(ok({ kind }, { kind: 'text' })).toBe(true)
  }
  expect(ok({ kind: 'text' }, { kind: 'messages' })).toBe(true)
  expect(ok({ kind: 'text' }, { kind: 'json' })).toBe(false)
  expect(ok({ kind: 'text' }, { kind: 'number' })).toBe(false)
  expect([ok({ kind: 'json' }, { kind: 'messages' }), ok({ kind: 'json' }, { kind: 'documents' })]).toEqual([
    true,
    true,
  ])
  expect(ok({ kind: 'json' }, { kind: 'number' })).toBe(false)
})

test('wraps a single value in a list, but never unwraps a list', () => {
  expect(ok({ kind: 'text' }, { kind: 'text', list: true })).toBe(true)
  expect(ok({ kind: 'text', list: true }, { kind: 'text', list: true })).toBe(true)
  expect(ok({ kind: 'number', list: true }, { kind: 'number' })).toBe(false)
  expect(ok({ kind: 'number', list: true }, { kind: 'json' })).toBe(true)
})

test('connects a capability to its own kind only, never to a value', () => {
  for (const kind of CAPABILITY_KINDS) {
    expect([ok({ kind }, { kind }), ok({ kind }, {}), ok({}, { kind })]).toEqual([true, false, false])
  }
  const answer = canConnect({ kind: 'tool' }, { kind: 'chat-model' })
  expect(answer.ok ? 'ok' : addEnglish(answer.reason).message).toBe(
    'This offers a tool, and a chat model is needed here.',
  )
})

describe('while an edge is dragged', () => {
  const graph = sampleGraph(
    [
      sampleNode('in', 'input'),
      sampleNode('p', 'pair'),
      sampleNode('q', 'template', { text: '{{p.out}}' }),
      sampleNode('agent', 'agent'),
      sampleNode('m', 'model'),
      sampleNode('m2', 'model'),
      sampleNode('note', 'note'),
      sampleNode('off', 'pair', {}, { disabled: true }),
    ],
    ['in.question > p.a', 'm.model > agent.model'],
  )
  const explain = (from: string, to: string) => {
    const [[fromNode = '', fromPort = ''], [toNode = '', toPort = '']] = [from.split('.'), to.split('.')]
    const result = explainConnection(
      graph,
      sampleManifests,
      { node: fromNode, port: fromPort },
      { node: toNode, port: toPort },
    )
    return result.ok ? 'ok' : addEnglish(result.reason).message
  }

  test.each([
    ['in.question', 'agent.question', 'ok'],
    ['in.question', 'p.b', 'ok'],
    ['q.tool', 'agent.tools', 'ok'],
    ['in.question', 'p.a', 'These two are connected already.'],
    ['p.out', 'p.b', 'A node cannot feed itself.'],
    ['m2.model', 'agent.model', '“Model” accepts one edge only. Remove the other edge first.'],
    ['q.text', 'p.b', '“q” already waits for “p”; an edge back would never end.'],
    ['p.a', 'q.text', 'An edge leads from an output to an input.'],
    ['p.out', 'note.x', 'A note cannot be connected.'],
    ['p.out', 'off.a', 'This node is switched off or unknown.'],
    [
      'm.model',
      'agent.question',
      'This offers a chat model to be plugged in; the input takes a value. Use a port of the same color.',
    ],
    ['in.question', 'agent.tools', 'This input needs a tool to be plugged in; a value does not fit.'],
  ])('explains an edge from %s to %s: %s', (from, to, expected) => {
    expect(explain(from, to)).toBe(expected)
  })
})

test("coerces values to the port's kind, or rejects them with an explanation", () => {
  const port = (kind: Port['kind'], overrides: Partial<Port> = {}): Port => ({
    id: 'p',
    label: 'Amount',
    kind,
    ...overrides,
  })
  expect(coerceValue({ a: 1 }, port('text'))).toBe('{"a":1}')
  expect(coerceValue(3, port('text'))).toBe('3')
  expect(coerceValue('5', port('number'))).toBe(5)
  expect(coerceValue('false', port('boolean'))).toBe(false)
  expect(coerceValue('Hi', port('messages'))).toEqual([{ role: 'user', content: 'Hi' }])
  expect(() => coerceValue([{ role: 'user' }], port('messages'))).toThrow('“Amount” takes messages')
  expect(coerceValue('a', port('text', { list: true }))).toEqual(['a'])
  expect(() => coerceValue('many', port('number'))).toThrow('“Amount” takes a number, but received "many".')
})
