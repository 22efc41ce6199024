import { expect, test } from 'vitest'
import { compile } from '../compile'
import { sampleGraph, sampleNode } from '../testing/sample-graph'
import { sampleManifests } from '../testing/sample-manifests'
import { findReaders } from './find-readers'

test('finds readers of a port by edge, by text, and from inside a container', () => {
  const graph = sampleGraph(
    [
      sampleNode('in', 'input', { fields: ['a', 'b'] }),
      sampleNode('edge', 'pair'),
      sampleNode('text', 'template', { text: '{{in.a}}' }),
      sampleNode('c', 'each'),
      sampleNode('deep', 'template', { text: '{{c.item}} {{in.a}}' }, { parent: 'c' }),
      sampleNode('d', 'each'),
      sampleNode('x', 'pair', {}, { parent: 'd' }),
      sampleNode('end', 'answer'),
    ],
    [
      ...['in.a > edge.a', 'in.b > c.items', 'deep.text > c.result', 'in.b > d.items', 'd.item > x.a', 'in.b > x.b'],
      ...['x.out > d.result', 'edge.out > end.text'],
    ],
  )
  const compiled = compile({ graph, manifests: sampleManifests })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues))
  const { plan } = compiled
  expect(findReaders(plan, plan.start ?? -1, new Set(['a']))).toEqual(new Set(['edge', 'text', 'deep']))
  expect(findReaders(plan, plan.start ?? -1, new Set(['b']))).toEqual(new Set(['c', 'd', 'x']))
  expect(findReaders(plan, plan.start ?? -1, new Set())).toEqual(new Set())
})
