import { expect, test } from 'vitest'
import type { JsonObject } from '@/lib/core/json'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import type { GraphNode } from '../graph'
import { viewGraph } from '../graph-view'
import { cpuMs } from '../testing/cpu-ms'
import { sampleGraph } from '../testing/sample-graph'
import { readBranches } from './branches'
import { findEmptyReferences } from './find-empty-references'
import type { LintFacts } from './lint-facts'

const facts: LintFacts = {
  today: '2026-11-25',
  rules: { policy: { privateMode: null }, defaultChat: null, connections: [], known: [], routes: [], trained: [] },
  models: [],
  knowledgeBases: [],
}

const node = (id: string, type: string, config: JsonObject): GraphNode => {
  const version = manifestOf(type)?.version ?? 1
  return { id, type, version, label: id, config, position: { x: 0, y: 0 } }
}

test('checks the largest graph of conditions and texts with many references quickly', () => {
  const count = 330
  const isThere = { left: '{{value}}', operator: 'is-not-empty' }
  const ids = Array.from({ length: count }, (_, index) => index)
  const nodes = ids.flatMap((id) => {
    const references = ids.slice(0, 40).map((further) => `{{a${(id + further) % count}.text}}`)
    return [
      node(`c${id}`, 'condition', { cases: [{ id: 'yes', name: 'Yes', conditions: [isThere] }] }),
      node(`a${id}`, 'template', { text: '{{x}}' }),
      node(`t${id}`, 'template', { text: `{{z}} ${references.join(' ')}` }),
    ]
  })
  const edges = ids.flatMap((id) => [`in.message > c${id}.value`, `c${id}.yes > a${id}.x`, `in.message > t${id}.z`])
  const view = viewGraph(sampleGraph([node('in', 'input', {}), ...nodes], edges), manifestOf)
  const branches = readBranches(view)
  expect(findEmptyReferences({ view, branches, facts })).toHaveLength(count)
  expect(cpuMs(() => findEmptyReferences({ view, branches, facts }))).toBeLessThan(150)
})
