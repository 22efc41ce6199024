import { expect, test } from 'vitest'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { ends, facts, found, gpt, node } from '../testing/lint-graph'
import { sampleGraph } from '../testing/sample-graph'
import { applyFix } from './apply-fix'
import { lint } from './lint'

test('reports a loop whose state never changes, and one with an excessive limit', () => {
  const loop = (maxRounds: number) => [...ends, node('loop', 'loop', { maxRounds })]
  expect(found('ENDLESS_LOOP', loop(10), ['in.message > loop.start', 'loop.state > loop.next'])).toHaveLength(1)
  const calls = [...loop(900), node('model', 'chat-model', { model: gpt }, { parent: 'loop' })]
  const edges = ['in.message > loop.start', 'loop.state > model.prompt', 'model.text > loop.next']
  expect(found('ENDLESS_LOOP', calls, edges)[0]?.fix?.change).toMatchObject({ path: 'maxRounds', value: 100 })
  expect(found('ENDLESS_LOOP', [...loop(50), ...calls.slice(3)], edges)).toEqual([])
})

test('a fix connects the last step of a loop to its next state', () => {
  const nodes = [...ends, node('loop', 'loop'), node('step', 'template', { text: '{{x}}' }, { parent: 'loop' })]
  const edges = ['in.message > loop.start', 'loop.state > step.x', 'loop.state > loop.next', 'loop.result > out.text']
  const [issue] = found('ENDLESS_LOOP', nodes, edges)
  if (issue?.fix?.change.type !== 'reconnect') throw new Error('no fix')
  const fixed = applyFix(sampleGraph(nodes, edges), issue.fix.change)
  expect(fixed.edges[2]).toMatchObject({ from: { node: 'step', port: 'text' }, to: { node: 'loop', port: 'next' } })
  expect(lint(fixed, manifestOf, facts()).filter(({ code }) => code === 'ENDLESS_LOOP')).toEqual([])
})
