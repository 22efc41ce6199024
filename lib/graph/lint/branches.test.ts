import { expect, test } from 'vitest'
import type { JsonObject } from '@/lib/core/json'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import type { GraphNode } from '../graph'
import { viewGraph } from '../graph-view'
import { cpuMs } from '../testing/cpu-ms'
import { sampleGraph } from '../testing/sample-graph'
import { readBranches } from './branches'

const node = (id: string, type: string, config: JsonObject): GraphNode => {
  const version = manifestOf(type)?.version ?? 1
  return { id, type, version, label: id, config, position: { x: 0, y: 0 } }
}
test('reads texts with many references after a long chain of conditions quickly', () => {
  const count = 330
  const ids = Array.from({ length: count }, (_, index) => index)
  const isThere = { left: '{{value}}', operator: 'is-not-empty' }
  const nodes = ids.flatMap((id) => [
    node(`c${id}`, 'condition', { cases: [{ id: 'yes', name: 'Yes', conditions: [isThere] }] }),
    node(`a${id}`, 'template', { text: '{{x}}' }),
    node(`t${id}`, 'template', {
      text: ids
        .slice(0, 40)
        .map((further) => `{{a${(id + further) % count}.text}}`)
        .join(' '),
    }),
  ])
  const edges = ids.flatMap((id) => [
    `${id === 0 ? 'in.message' : `c${id - 1}.else`} > c${id}.value`,
    `c${id}.yes > a${id}.x`,
  ])
  const view = viewGraph(sampleGraph([node('in', 'input', {}), ...nodes], edges), manifestOf)
  expect(cpuMs(() => readBranches(view))).toBeLessThan(3_000)
})
