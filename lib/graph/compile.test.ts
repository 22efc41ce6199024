import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addEnglish } from '@/lib/messages/problems/add-english'
import { compile } from './compile'
import type { Graph } from './graph'
import type { Plan } from './plan'
import { answerStreams } from './plan/answer-streams'
import { cpuMs } from './testing/cpu-ms'
import { sampleGraph, sampleNode } from './testing/sample-graph'
import { sampleManifests } from './testing/sample-manifests'

function planOf(graph: Graph): Plan {
  const compiled = compile({ graph, manifests: sampleManifests })
  if (!compiled.ok) throw new Error(compiled.issues.map((issue) => addEnglish(issue).message).join('\n'))
  return compiled.plan
}
const nodeOf = (plan: Plan, id: string) => plan.nodes.find((node) => node.id === id)

const tools = sampleGraph(
  [
    sampleNode('in', 'input'),
    sampleNode('g', 'agent'),
    sampleNode('inner', 'agent'),
    sampleNode('m', 'model'),
    sampleNode('t', 'template', { text: '{{fact.text}} {{topic}}', toolDescription: 'Finds facts' }),
    sampleNode('fact', 'template', { text: 'facts' }),
    sampleNode('end', 'answer'),
    sampleNode('note', 'note'),
  ],
  [
    'in.question > g.question',
    'm.model > g.model',
    'm.model > inner.model',
    'inner.tool > g.tools',
    't.tool > inner.tools',
    'g.text > end.text',
  ],
)

test('bound nodes are not steps, and their consumer waits for what they need', () => {
  const plan = planOf(tools)
  expect(plan.nodes.filter((node) => node.isStep).map((node) => node.id)).toEqual(['in', 'g', 'fact', 'end'])
  const names = (indexes: readonly number[] = []) => indexes.map((index) => plan.nodes[index]?.id)
  expect(names(nodeOf(plan, 'g')?.dependencies)).toEqual(['in', 'fact'])
  expect(names(plan.roots)).toEqual(['in', 'fact'])
  expect(nodeOf(plan, 't')?.description).toBe('Finds facts')
  expect(nodeOf(plan, 'g')?.bindings.tools).toEqual([{ node: plan.indexById.inner, port: 'tool' }])
})

test('finds the steps whose deltas form the answer', () => {
  const plan = planOf(tools)
  expect(answerStreams(plan)).toEqual([
    { answer: plan.indexById.end, sources: [{ step: plan.indexById.g, port: 'text' }] },
  ])
})

test('passes streams of both branches through a merge into the answer', () => {
  const graph = sampleGraph(
    [
      sampleNode('in', 'input'),
      sampleNode('br', 'branch'),
      sampleNode('a', 'template', { text: '{{x}}' }),
      sampleNode('b', 'template', { text: '{{x}}' }),
      sampleNode('m', 'merge', { many: false }),
      sampleNode('end', 'answer'),
    ],
    [
      'in.question > br.value',
      'br.yes > a.x',
      'br.no > b.x',
      'a.text > m.values',
      'b.text > m.values',
      'm.value > end.text',
    ],
  )
  const plan = planOf(graph)
  expect(answerStreams(plan)[0]?.sources.map(({ step }) => plan.nodes[step]?.id)).toEqual(['a', 'b'])
})

test('returns a plan in plain JSON', () => {
  const plan = planOf(tools)
  expect(JSON.parse(JSON.stringify(plan))).toEqual(plan)
})

test('excludes disabled nodes, notes and unconnected nodes', () => {
  const graph = sampleGraph(
    [
      sampleNode('in', 'input'),
      sampleNode('end', 'answer'),
      sampleNode('off', 'pair', {}, { disabled: true }),
      sampleNode('w', 'write'),
      sampleNode('n', 'note'),
    ],
    ['in.question > end.text', 'in.question > off.a', 'off.out > w.value'],
  )
  const compiled = compile({ graph, manifests: sampleManifests })
  expect(compiled.ok && compiled.plan.nodes.map((node) => node.id)).toEqual(['in', 'end'])
  expect(compiled.ok && compiled.warnings.map((issue) => issue.code)).toEqual(['UNREACHABLE'])
})

test('migrates old configs', () => {
  const old = sampleNode('t', 'template', { body: 'old {{in.question}}' }, { version: 1 })
  const plan = planOf(sampleGraph([sampleNode('in', 'input'), old, sampleNode('end', 'answer')], ['t.text > end.text']))
  expect(nodeOf(plan, 't')?.config).toEqual({ text: 'old {{in.question}}' })
  expect(nodeOf(plan, 't')?.references).toEqual([{ step: 0, port: 'question' }])
})

test('returns problems as values', () => {
  const compiled = compile({ graph: sampleGraph([]), manifests: sampleManifests })
  expect(compiled).toMatchObject({ ok: false, issues: [{ code: 'NO_START' }, { code: 'NO_ANSWER' }] })
})

test('adds the error port where the policy requires it', () => {
  const graph = sampleGraph(
    [
      sampleNode('in', 'input'),
      sampleNode('p', 'pair', {}, { policy: { onError: 'port' } }),
      sampleNode('end', 'answer'),
    ],
    ['in.question > p.a', 'p.error > end.text'],
  )
  expect(nodeOf(planOf(graph), 'p')?.outputs.map((port) => port.id)).toEqual(['out', 'other', 'error'])
})

test('points dependencies to earlier steps, mirrored by dependents', () => {
  const arbitrary = fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 60 })
  fc.assert(
    fc.property(arbitrary, (pairs) => {
      const nodes = [
        sampleNode('in', 'input'),
        ...Array.from({ length: 31 }, (_, index) => sampleNode(`n${index}`, 'pair')),
      ]
      const edges = pairs.filter(([a, b]) => a < b).map(([a, b]) => `n${a}.out > n${b}.b`)
      const plan = planOf(sampleGraph(nodes, [...nodes.slice(1).map((node) => `in.question > ${node.id}.a`), ...edges]))
      for (const node of plan.nodes) {
        for (const dependency of node.dependencies) {
          expect(dependency).toBeLessThan(node.index)
          expect(plan.nodes[dependency]?.dependents).toContain(node.index)
        }
      }
    }),
    { numRuns: 50 },
  )
})

test('compiles a chain of 5,000 nodes within a second of CPU time', () => {
  const count = 5_000
  const nodes = [
    sampleNode('in', 'input'),
    ...Array.from({ length: count }, (_, index) => sampleNode(`n${index}`, 'pair')),
  ]
  const edges = [
    'in.question > n0.a',
    ...Array.from({ length: count - 1 }, (_, index) => `n${index}.out > n${index + 1}.a`),
  ]
  const graph = sampleGraph(nodes, edges)
  expect(planOf(graph).nodes).toHaveLength(count + 1)
  expect(cpuMs(() => planOf(graph))).toBeLessThan(1_000)
})
