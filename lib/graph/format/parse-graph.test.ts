import { expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import { sampleGraph, sampleNode } from '../testing/sample-graph'
import { parseGraph } from './parse-graph'

function codeOf(text: string): string {
  try {
    parseGraph(text)
    return 'ok'
  } catch (error) {
    return AppError.isInstance(error) ? error.code : 'not an AppError'
  }
}
const withConfig = (config: string) =>
  `{"schemaVersion":1,"nodes":[{"id":"a","type":"pair","version":1,"label":"a","config":${config},"position":{"x":0,"y":0}}],"edges":[]}`

test('reads a stored graph back unchanged', () => {
  const graph = sampleGraph(
    [sampleNode('a', 'pair', { x: [1, null, { y: 'z' }] }), sampleNode('b', 'pair')],
    ['a.out > b.a'],
  )
  expect(parseGraph(JSON.stringify(graph))).toEqual(graph)
})

test('reports problems by code', () => {
  expect(codeOf('{')).toBe('INVALID_JSON')
  expect(codeOf('{}')).toBe('INVALID_GRAPH')
  expect(codeOf('{"schemaVersion":1,"nodes":[{"id":"1"}],"edges":[]}')).toBe('INVALID_GRAPH')
  expect(codeOf('{"schemaVersion":1,"nodes":[],"edges":[],"more":1}')).toBe('INVALID_GRAPH')
})

test('rejects 10,000 nodes and huge files before validating them', () => {
  const nodes = Array.from({ length: 10_000 }, () => null)
  expect(codeOf(JSON.stringify({ schemaVersion: 1, nodes, edges: [] }))).toBe('TOO_LARGE')
  expect(codeOf(' '.repeat(2_000_001))).toBe('TOO_LARGE')
})

test('rejects reserved keys anywhere without prototype pollution', () => {
  expect(codeOf(withConfig('{"__proto__":{"polluted":true}}'))).toBe('INVALID_GRAPH')
  expect(codeOf(withConfig('{"a":[{"constructor":{"prototype":{"polluted":true}}}]}'))).toBe('INVALID_GRAPH')
  expect(codeOf('{"schemaVersion":1,"nodes":[{"id":"__proto__"}],"edges":[]}')).toBe('INVALID_GRAPH')
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
})

test('keeps objects that LangChain would revive as plain data', () => {
  const text = withConfig('{"lc":1,"type":"secret","id":["ENCRYPTION_KEY"]}')
  expect(parseGraph(text).nodes[0]?.config).toEqual({ lc: 1, type: 'secret', id: ['ENCRYPTION_KEY'] })
})

test('rejects nesting that would overflow the stack', () => {
  expect(codeOf(withConfig(`{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`))).toBe('INVALID_GRAPH')
})
