import { expect, test } from 'vitest'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { ends, found, messageOf, node, route } from '../testing/lint-graph'

const nodes = [
  ...ends,
  route('if'),
  node('a', 'template', { text: 'A {{x}}' }),
  node('b', 'template', { text: 'B {{x}}' }),
]

test('reports a branch that leads to no answer', () => {
  const edges = ['in.message > if.value', 'if.yes > a.x', 'a.text > out.text']
  expect(found('LOST_BRANCH', nodes, edges).map((issue) => [issue.nodeId, messageOf(issue)])).toEqual([
    ['if', 'When “if” takes “Else”, nothing reaches the Answer, so the run ends without one. Connect that branch too.'],
  ])
  expect(found('LOST_BRANCH', nodes, [...edges, 'if.else > b.x', 'b.text > out.text'])).toEqual([])
})

test('reports an unconnected error port, but not one that leads to the answer', () => {
  const safe = [...ends, node('get', 'http', { url: 'https://a.example' }, { policy: { onError: 'port' } })]
  const edges = ['get.text > out.text']
  expect(messageOf(found('LOST_BRANCH', safe, edges)[0])).toMatch('When “get” fails, nothing reaches the Answer')
  expect(found('LOST_BRANCH', safe, [...edges, 'get.error > out.text'])).toEqual([])
})

test('reports a step that needs exclusive branches, but not its dependents', () => {
  const bothBranches = [
    ...nodes,
    node('all', 'merge', { mode: 'all', names: ['x', 'y'] }),
    node('after', 'template', { text: '{{v}}' }),
  ]
  const edges = ['in.message > if.value', 'if.yes > a.x', 'if.else > b.x', 'a.text > all.x', 'b.text > all.y']
  const issues = found('NEVER_RUNS', bothBranches, [...edges, 'all.value > after.v', 'after.text > out.text'])
  expect(issues.map(({ nodeId }) => nodeId)).toEqual(['all'])
  const any = bothBranches.map((item) => (item.id === 'all' ? node('all', 'merge', { mode: 'any' }) : item))
  const merged = [...edges.slice(0, 3), 'a.text > all.values', 'b.text > all.values', 'all.value > out.text']
  expect(found('NEVER_RUNS', any, merged)).toEqual([])
  expect(found('LOST_BRANCH', any, merged)).toEqual([])
})

test('checks a branch inside a container against its result', () => {
  const inside = { parent: 'each' }
  const mapped = [
    ...ends,
    node('each', 'map'),
    { ...route('if'), ...inside },
    { ...node('a', 'template', { text: '{{x}}' }), ...inside },
  ]
  const ports = manifestOf('map')?.ports({}).inner
  const [item, result] = [ports?.outputs[0]?.id, ports?.inputs[0]?.id]
  const edges = [`each.${item} > if.value`, 'if.yes > a.x', `a.text > each.${result}`]
  expect(messageOf(found('LOST_BRANCH', mapped, edges)[0])).toMatch(
    'takes “Else”, nothing reaches the result of “each”',
  )
  expect(found('LOST_BRANCH', mapped, [...edges, `if.else > each.${result}`])).toEqual([])
})
