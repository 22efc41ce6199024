import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '@/lib/core/json'
import { sampleGraph, sampleNode } from '../testing/sample-graph'
import { sampleManifests } from '../testing/sample-manifests'
import { validate } from '../validate'
import { applyOperation, VARIABLE_OPERATIONS, type VariableOperation } from './apply-operation'
import { charactersOf, convertValue, emptyValue, readDefault } from './convert-value'
import { VARIABLE_TYPES, type VariableDeclaration, type VariableType } from './declaration'

const variable = (type: VariableType, overrides: Partial<VariableDeclaration> = {}): VariableDeclaration => ({
  name: 'v',
  type,
  default: emptyValue(type),
  scope: 'run',
  personal: false,
  maxCharacters: 100,
  ...overrides,
})

test.each<[VariableType, Json, VariableOperation, Json, Json]>([
  ['text', 'a', 'set', 'b', 'b'],
  ['text', 'a', 'set', null, ''],
  ['text', 'a', 'append', 5, 'a5'],
  ['number', 1, 'increment', '2', 3],
  ['number', 2, 'multiply', -1.5, -3],
  ['boolean', false, 'set', 'true', true],
  ['list', [1], 'append', [2], [1, [2]]],
  ['list', [1], 'extend', [2, 3], [1, 2, 3]],
  ['list', [1], 'extend', '[2]', [1, 2]],
  ['list', [1, 2], 'remove-first', null, [2]],
  ['list', [1, 2], 'remove-last', null, [1]],
  ['list', [], 'remove-last', null, []],
  ['json', null, 'merge', { a: 1 }, { a: 1 }],
  ['json', { a: 1, b: { c: 1 } }, 'merge', { b: { d: 2 } }, { a: 1, b: { d: 2 } }],
  ['json', 1, 'set', '{"a": 1}', { a: 1 }],
  ['list', [1], 'clear', null, []],
])('a %s %j with %s %j becomes %j', (type, current, operation, value, expected) => {
  expect(applyOperation(variable(type), current, { operation, value })).toEqual({ ok: true, value: expected })
})

test.each<[VariableType, Json, VariableOperation, Json]>([
  ['text', 'a', 'set', { a: 1 }],
  ['text', 'a', 'increment', 1],
  ['number', 1, 'set', 'one'],
  ['number', 1e308, 'multiply', 10],
  ['number', 1, 'append', 1],
  ['boolean', true, 'set', 1],
  ['list', [], 'set', 'a, b'],
  ['list', [], 'extend', { a: 1 }],
  ['json', 'text', 'merge', { a: 1 }],
  ['json', {}, 'merge', [1]],
  ['json', {}, 'set', '{"__proto__": {"a": 1}}'],
])('rejects %s %j with %s %j', (type, current, operation, value) => {
  expect(applyOperation(variable(type), current, { operation, value })).toEqual({ ok: false, reason: 'unfit' })
})

test('reports the length of a value that exceeds the limit', () => {
  const change = { operation: 'append', value: 'x'.repeat(60) } as const
  expect(applyOperation(variable('text'), 'y'.repeat(50), change)).toEqual({
    ok: false,
    reason: 'too-long',
    characters: 110,
  })
})

test('every result fits the type and the limit, whatever the values', () => {
  const type = fc.constantFrom(...VARIABLE_TYPES)
  const operation = fc.constantFrom(...VARIABLE_OPERATIONS)
  fc.assert(
    fc.property(type, operation, fc.jsonValue(), fc.jsonValue(), (name, wanted, first, second) => {
      const before = convertValue(name, first as Json) ?? emptyValue(name)
      const result = applyOperation(variable(name), before, { operation: wanted, value: second as Json })
      if (!result.ok) return
      expect(convertValue(name, result.value)).toEqual(result.value)
      expect(charactersOf(result.value)).toBeLessThanOrEqual(100)
    }),
  )
})

test('reads defaults as typed into a form', () => {
  expect(VARIABLE_TYPES.map((type) => readDefault(type, ''))).toEqual(['', 0, false, null, []])
  expect([readDefault('number', ' 4 '), readDefault('list', '[1]'), readDefault('number', 'x')]).toEqual([
    4,
    [1],
    undefined,
  ])
})

test('reports references to unknown variables, and a node whose id hides them', () => {
  const input = (variables: VariableDeclaration[]) =>
    sampleNode('in', 'input', JSON.parse(JSON.stringify({ variables })))
  const graphOf = (id: string, text: string, variables: VariableDeclaration[]) =>
    sampleGraph(
      [input(variables), sampleNode(id, 'template', { text }), sampleNode('end', 'answer')],
      [`in.question > ${id}.when`, `${id}.text > end.text`],
    )
  const codes = (...graph: Parameters<typeof graphOf>) =>
    validate(graphOf(...graph), sampleManifests).map(({ code, key }) => [code, key])
  expect(codes('t', '{{vars.v.a.0}}', [variable('json')])).toEqual([])
  expect(codes('t', '{{vars.w}}', [variable('json')])).toEqual([['UNKNOWN_REFERENCE', 'graph.variableMissing']])
  expect(codes('vars', 'x', [variable('json')])).toEqual([['INVALID_REFERENCE', 'graph.variablesHidden']])
  expect(codes('vars', 'x', [])).toEqual([])
})

test('reads environment variables by their names, unless a node has the id “env”', () => {
  const graphOf = (id: string, text: string) => sampleGraph([sampleNode(id, 'template', { text })])
  const codes = (...graph: Parameters<typeof graphOf>) =>
    validate(graphOf(...graph), sampleManifests).flatMap(({ code, key }) =>
      code.startsWith('NO_') ? [] : [[code, key]],
    )
  expect(codes('t', '{{env.API_HOST}}{{env.LIMITS.a.0}}')).toEqual([])
  expect(codes('t', '{{env.host}}')).toEqual([['INVALID_REFERENCE', 'graph.environmentName']])
  expect(codes('env', '{{env.API_HOST}}').map(([code]) => code)).toEqual(['REFERENCE_TO_SELF'])
})
