import { expect, test } from 'vitest'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { ends, node } from '../testing/lint-graph'
import { sampleGraph } from '../testing/sample-graph'
import { validate } from '../validate'
import { applyFix } from './apply-fix'

test('a fix deletes an unreachable node with its inner nodes', () => {
  const nodes = [
    ...ends,
    node('each', 'map'),
    node('inner', 'map', {}, { parent: 'each' }),
    node('deep', 'template', { text: '' }, { parent: 'inner' }),
  ]
  const graph = sampleGraph(nodes, ['in.message > out.text'])
  const issue = validate(graph, manifestOf).find(({ code, nodeId }) => code === 'UNREACHABLE' && nodeId === 'each')
  if (issue?.fix?.change.type !== 'remove-nodes') throw new Error('no fix')
  expect(applyFix(graph, issue.fix.change).nodes.map(({ id }) => id)).toEqual(['in', 'out'])
})
