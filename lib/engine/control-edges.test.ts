import { expect, test } from 'vitest'
import { compile } from '@/lib/graph/compile'
import { sampleGraph, sampleNode } from '@/lib/graph/testing/sample-graph'
import { sampleManifests } from '@/lib/graph/testing/sample-manifests'
import type { RunEvent } from './events'
import { foldRun } from './state/run-state'
import { type Behavior, runGraph } from './testing/run-graph'

const input = sampleNode('in', 'input')
const answer = sampleNode('end', 'answer')
const branch = sampleNode('br', 'branch')
const statusesOf = (events: readonly RunEvent[], ...keys: string[]) => {
  const { nodes } = foldRun(events)
  return keys.map((key) => nodes[key]?.status)
}
const typesAndIds = (events: readonly RunEvent[]) =>
  events.map((event) => ('nodeId' in event && event.nodeId ? `${event.type} ${event.nodeId}` : event.type))

test('E54 starts a step after all sources of its control port are settled', async () => {
  const release = Promise.withResolvers<void>()
  const slow: Behavior = async () => {
    await release.promise
    return { out: 1 }
  }
  const quick: Behavior = async () => {
    release.resolve()
    return { out: 2 }
  }
  const graph = sampleGraph(
    [input, answer, sampleNode('slow', 'pair'), sampleNode('quick', 'pair'), sampleNode('p', 'pair')],
    [
      'in.question > slow.a',
      'in.question > quick.a',
      'in.question > p.a',
      'quick.out > p.when',
      'slow.out > p.when',
      'p.out > end.text',
    ],
  )
  const order = typesAndIds(await runGraph(graph, { behaviors: { slow, quick } }))
  expect(order.indexOf('node-start p')).toBeGreaterThan(order.indexOf('node-end slow'))
})

const twoWays = sampleGraph(
  [
    input,
    answer,
    branch,
    sampleNode('y', 'pair'),
    sampleNode('n', 'template', { text: 'other' }),
    sampleNode('both', 'pair'),
  ],
  [
    'in.question > br.value',
    'in.question > y.a',
    'br.yes > y.when',
    'br.no > n.when',
    'in.question > both.a',
    'br.yes > both.when',
    'br.no > both.when',
    'y.out > end.text',
    'n.text > end.text',
  ],
)

test.each([
  ['yes', ['done', 'skipped', 'done'], 'yes'],
  ['hello', ['skipped', 'done', 'done'], 'other'],
])('E55 skips a step without a live control source, whatever its inputs hold: %s', async (question, statuses, text) => {
  const events = await runGraph(twoWays, { inputs: { question } })
  expect(statusesOf(events, 'y', 'n', 'both')).toEqual(statuses)
  expect(foldRun(events).outputs).toEqual({ text })
})

test('E55 leaves the decision to the inputs when a control source is live', async () => {
  const graph = sampleGraph(
    [input, answer, branch, sampleNode('p', 'pair'), sampleNode('w', 'write')],
    [
      'in.question > br.value',
      'br.yes > p.a',
      'in.question > p.when',
      'br.yes > w.value',
      'in.question > w.when',
      'in.question > end.text',
    ],
  )
  const events = await runGraph(graph, { behaviors: { w: async ({ inputs }) => ({ out: inputs.value ?? 'none' }) } })
  // The input of `p` is required, that of `w` is not.
  expect(statusesOf(events, 'p', 'w')).toEqual(['skipped', 'done'])
  expect(foldRun(events).nodes.w?.outputs).toEqual({ out: 'none' })
})

test('E56 does not pass the value to the step', async () => {
  let seen: unknown = null
  const noteInputs: Behavior = async ({ inputs }) => {
    seen = inputs
    return { out: 1 }
  }
  const graph = sampleGraph(
    [input, answer, branch, sampleNode('p', 'pair')],
    ['in.question > br.value', 'in.question > p.a', 'br.no > p.when', 'p.out > end.text'],
  )
  await runGraph(graph, { behaviors: { p: noteInputs } })
  expect(seen).toEqual({ a: 'hello' })
})

test('E57 runs a step that only has references when its control source is live', async () => {
  const graph = sampleGraph(
    [input, answer, branch, sampleNode('t', 'template', { text: '[{{br.yes}}]' })],
    ['in.question > br.value', 'br.no > t.when', 't.text > end.text'],
  )
  expect(foldRun(await runGraph(graph)).outputs).toEqual({ text: '[]' })
  const other = await runGraph(graph, { inputs: { question: 'yes' } })
  expect(statusesOf(other, 't', 'end')).toEqual(['skipped', 'skipped'])
})

test('E58 gates an `any` join without being a candidate, and keeps its source running', async () => {
  const release = Promise.withResolvers<void>()
  const fast: Behavior = async () => ({ out: 'fast' })
  const gate: Behavior = async () => {
    await release.promise
    return { out: 'gate' }
  }
  const slow: Behavior = async ({ ctx }) => {
    queueMicrotask(() => release.resolve())
    await new Promise<void>((resolve) => ctx.signal.addEventListener('abort', () => resolve()))
    return { out: 'slow' }
  }
  const graph = sampleGraph(
    [
      input,
      answer,
      sampleNode('fast', 'pair'),
      sampleNode('slow', 'pair'),
      sampleNode('gate', 'pair'),
      sampleNode('m', 'merge', { mode: 'any' }),
    ],
    [
      'in.question > fast.a',
      'in.question > slow.a',
      'in.question > gate.a',
      'fast.out > m.values',
      'slow.out > m.values',
      'gate.out > m.when',
      'm.value > end.text',
    ],
  )
  const events = await runGraph(graph, { behaviors: { fast, slow, gate } })
  expect(foldRun(events).outputs).toEqual({ text: '["fast"]' })
  expect(statusesOf(events, 'gate', 'slow')).toEqual(['done', 'skipped'])
  const order = typesAndIds(events)
  expect(order.indexOf('node-start m')).toBeGreaterThan(order.indexOf('node-end gate'))
})

test('E58 gates a container as a whole; its inner nodes may be controlled from outside', async () => {
  const graph = sampleGraph(
    [
      input,
      answer,
      branch,
      sampleNode('each', 'each'),
      sampleNode('p', 'pair', {}, { parent: 'each' }),
      sampleNode('q', 'pair', {}, { parent: 'each' }),
    ],
    [
      'in.question > br.value',
      'in.question > each.items',
      'br.yes > each.when',
      'each.item > p.a',
      'br.no > p.when',
      'each.item > q.a',
      'q.out > each.result',
      'in.question > end.text',
    ],
  )
  const inputs = { question: ['x'] }
  const no: Behavior = async () => ({ no: 1 })
  expect(statusesOf(await runGraph(graph, { inputs, behaviors: { br: no } }), 'each')).toEqual(['skipped'])
  const yes: Behavior = async () => ({ yes: 1 })
  const used = await runGraph(graph, { inputs, behaviors: { br: yes } })
  expect(statusesOf(used, 'each', 'each/0/p', 'each/0/q')).toEqual(['done', 'skipped', 'done'])
})

test('a node that offers only a capability has no control port, and neither has the input', () => {
  const graph = sampleGraph(
    [input, answer, sampleNode('m', 'model'), sampleNode('ag', 'agent')],
    [
      'in.question > ag.question',
      'm.model > ag.model',
      'ag.text > end.text',
      'in.question > m.when',
      'ag.text > in.when',
    ],
  )
  const compiled = compile({ graph, manifests: sampleManifests })
  expect(compiled.ok ? [] : compiled.issues.map(({ code, edgeId }) => [code, edgeId])).toEqual([
    ['UNKNOWN_PORT', 'e3'],
    ['UNKNOWN_PORT', 'e4'],
  ])
})

test('control edges count in cycles', () => {
  const graph = sampleGraph(
    [input, answer, sampleNode('p', 'pair'), sampleNode('q', 'pair')],
    ['in.question > p.a', 'p.out > q.a', 'q.out > p.when', 'q.out > end.text'],
  )
  const compiled = compile({ graph, manifests: sampleManifests })
  expect(compiled.ok ? [] : compiled.issues.map(({ code }) => code)).toContain('CYCLE')
})
