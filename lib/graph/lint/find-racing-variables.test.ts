import { expect, test } from 'vitest'
import { fixOf, found, messageOf, node, route } from '../testing/lint-graph'
import { sampleGraph } from '../testing/sample-graph'
import type { VariableOperation } from '../variables/apply-operation'
import { applyFix } from './apply-fix'

const input = node('in', 'input', {
  variables: [
    { name: 'n', type: 'number', scope: 'run' },
    { name: 'other', type: 'number', scope: 'run' },
  ],
})
const out = node('out', 'answer')
const set = (id: string, operation: VariableOperation, overrides = {}) =>
  node(id, 'set-variable', { assignments: [{ variable: 'n', operation, value: '1' }] }, overrides)
const reader = (id: string) => node(id, 'template', { text: '{{vars.n}}' })

test('two steps that set a variable in no order compete, unless both add', () => {
  const edges = ['in.message > a.when', 'in.message > b.when', 'a.value > out.text', 'b.value > out.data']
  const [issue] = found('COMPETING_WRITERS', [input, out, set('a', 'set'), set('b', 'increment')], edges)
  expect(messageOf(issue)).toMatch('“a” and “b” both change the variable “n”')
  expect(fixOf(issue)).toBe('Run “b” after “a”')
  expect(found('COMPETING_WRITERS', [input, out, set('a', 'increment'), set('b', 'increment')], edges)).toEqual([])
  expect(
    found('COMPETING_WRITERS', [input, out, set('a', 'set'), set('b', 'set')], [...edges, 'a.value > b.when']),
  ).toEqual([])
})

test('steps of different branches do not compete', () => {
  const edges = [
    'in.message > if.value',
    'if.yes > a.when',
    'if.else > b.when',
    'a.value > out.text',
    'b.value > out.data',
  ]
  expect(found('COMPETING_WRITERS', [input, out, route('if'), set('a', 'set'), set('b', 'set')], edges)).toEqual([])
})

test('a step that reads a variable while another one sets it is reported, and the fix orders them', () => {
  const nodes = [input, out, set('a', 'set'), reader('b')]
  const edges = ['in.message > a.when', 'in.message > b.when', 'a.value > out.data', 'b.text > out.text']
  const [issue] = found('RACING_READ', nodes, edges)
  expect(messageOf(issue)).toMatch('“b” reads the variable “n”, and “a” changes it')
  if (issue?.fix?.change.type !== 'connect') throw new Error('no fix')
  const fixed = applyFix(sampleGraph(nodes, edges), issue.fix.change)
  expect(fixed.edges.at(-1)).toMatchObject({ from: { node: 'a', port: 'value' }, to: { node: 'b', port: 'when' } })
  const after = fixed.edges.map(({ from, to }) => `${from.node}.${from.port} > ${to.node}.${to.port}`)
  expect(found('RACING_READ', nodes, after)).toEqual([])
})

test('a value set in a Map that runs several items at a time depends on their order', () => {
  const map = (parallel: number) => node('each', 'map', { parallel })
  const edges = ['in.history > each.items', 'each.item > a.when', 'a.value > each.result', 'each.results > out.data']
  const [issue] = found('COMPETING_WRITERS', [input, out, map(4), set('a', 'set', { parent: 'each' })], edges)
  expect(fixOf(issue)).toBe('Run “each” one item at a time')
  expect(found('COMPETING_WRITERS', [input, out, map(1), set('a', 'set', { parent: 'each' })], edges)).toEqual([])
  expect(found('COMPETING_WRITERS', [input, out, map(4), set('a', 'append', { parent: 'each' })], edges)).toEqual([])
})
