import { expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import { sampleGraph, sampleNode } from '@/lib/graph/testing/sample-graph'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { installVirtualTime } from '@/lib/platform/testing/install-virtual-time'
import type { RunEvent } from '../events'
import { seedForResume } from '../resume/seed'
import { foldRun } from '../state/run-state'
import { type Behavior, runGraph } from '../testing/run-graph'

installVirtualTime()

const input = sampleNode('in', 'input')
const answer = sampleNode('end', 'answer')
const each = (config = {}, overrides = {}) => sampleNode('each', 'each', config, overrides)
const inside = (id: string, type = 'pair', parent = 'each', config = {}, overrides = {}) =>
  sampleNode(id, type, config, { parent, ...overrides })
const ofType = (events: readonly RunEvent[], type: RunEvent['type']) =>
  events.flatMap((event) => (event.type === type && 'path' in event ? [event.path.join('/')] : []))
const LIST = { inputs: { question: ['a', 'b', 'c'] } }

const simple = sampleGraph(
  [input, answer, each(), inside('p'), inside('q')],
  [
    'in.question > each.items',
    'each.item > p.a',
    'p.out > q.a',
    'each.index > q.b',
    'q.out > each.result',
    'each.results > end.text',
  ],
)

test('E13 runs the body of a container once per frame, under separate paths', async () => {
  const events = await runGraph(simple, LIST)
  expect(ofType(events, 'node-end').toSorted()).toEqual(
    ['each', 'each/0/p', 'each/0/q', 'each/1/p', 'each/1/q', 'each/2/p', 'each/2/q', 'end', 'in'].toSorted(),
  )
  expect(foldRun(events).nodes.each?.outputs).toEqual({
    results: [
      ['a', 0],
      ['b', 1],
      ['c', 2],
    ],
  })
})

test('E14 makes a container wait for everything its inner nodes read from outside, at any depth', async () => {
  const graph = sampleGraph(
    [
      input,
      sampleNode('slow', 'pair'),
      each(),
      sampleNode('inner', 'each', {}, { parent: 'each' }),
      inside('t', 'template', 'inner', { text: '{{slow.out}}:{{each.index}}:{{inner.item}}' }),
    ],
    [
      'in.question > slow.a',
      'in.question > each.items',
      'each.item > inner.items',
      't.text > inner.result',
      'inner.results > each.result',
    ],
  )
  const slow: Behavior = async () => {
    await new Promise((resolve) => setTimeout(resolve, 5))
    return { out: 'late' }
  }
  const events = await runGraph(graph, { behaviors: { slow }, inputs: { question: [['x', 'y'], ['z']] } })
  expect(foldRun(events).nodes.each?.outputs).toEqual({ results: [['late:0:x', 'late:0:y'], ['late:1:z']] })
  const starts = ofType(events, 'node-start')
  expect(starts.indexOf('each')).toBeGreaterThan(starts.indexOf('slow'))
})

test('E17 ends a frame with its last step; its result is the first live source, or none', async () => {
  const graph = sampleGraph(
    [input, answer, each(), inside('br', 'branch'), inside('late'), inside('b')],
    [
      'in.question > each.items',
      'each.item > br.value',
      'br.yes > b.a',
      'b.out > each.result',
      'br.yes > late.a',
      'late.out > each.result',
      'each.results > end.text',
    ],
  )
  const lateStep: Behavior = async () => {
    await new Promise((resolve) => setTimeout(resolve, 2))
    return { out: 'late' }
  }
  const events = await runGraph(graph, { inputs: { question: ['yes', 'no'] }, behaviors: { late: lateStep } })
  expect(foldRun(events).nodes.each?.outputs).toEqual({ results: ['yes', null] })
  const ends = ofType(events, 'node-end')
  expect(ends.indexOf('each')).toBeGreaterThan(ends.indexOf('each/0/late'))
})

test('E18 stops the other steps of the same frame only when one fails', async () => {
  const graph = sampleGraph(
    [input, answer, each({ keep: true }), inside('bad'), inside('long')],
    [
      'in.question > each.items',
      'each.item > bad.a',
      'each.item > long.a',
      'bad.out > each.result',
      'long.out > each.result',
      'each.results > end.text',
    ],
  )
  const stopped: string[] = []
  const endlessStep: Behavior = ({ ctx, inputs }) =>
    new Promise((resolve) => {
      const timer = setTimeout(() => resolve({ out: inputs.a ?? null }), 10)
      ctx.signal.addEventListener('abort', () => {
        clearTimeout(timer)
        if (ctx.signal.reason?.message !== 'The node has ended.') stopped.push(ctx.path.join('/'))
      })
    })
  const failForB: Behavior = async ({ inputs }) => {
    if (inputs.a === 'b') throw new AppError('TOOL_FAILED', verbatim('No.'))
    return { out: inputs.a ?? null }
  }
  const events = await runGraph(graph, { ...LIST, behaviors: { bad: failForB, long: endlessStep } })
  expect(stopped).toEqual(['each/1/long'])
  const { nodes } = foldRun(events)
  expect(nodes.each?.outputs).toEqual({ results: ['a', null, 'c'] })
  expect([nodes['each/1/long']?.status, nodes['each/1/bad']?.error?.code]).toEqual(['skipped', 'TOOL_FAILED'])
})

test('E4 releases the slot of a step that waits for its frames, so that nesting cannot deadlock', async () => {
  const graph = sampleGraph(
    [input, answer, each(), sampleNode('inner', 'rounds', {}, { parent: 'each' }), inside('p', 'pair', 'inner')],
    [
      'in.question > each.items',
      'each.item > inner.start',
      'inner.state > p.a',
      'p.out > inner.next',
      'inner.last > each.result',
      'each.results > end.text',
    ],
  )
  const events = await runGraph(graph, { ...LIST, maxParallel: 1 })
  expect(foldRun(events).outputs).toEqual({ text: '["a","b","c"]' })
})

test('E27 repeats nothing that has completed when a container is retried, at any depth', async () => {
  const policy = { onError: 'fail' as const, retry: { count: 1, backoffSeconds: 0, on: ['network' as const] } }
  const graph = sampleGraph(
    [
      input,
      answer,
      each({}, { policy }),
      sampleNode('inner', 'rounds', {}, { parent: 'each' }),
      inside('p', 'pair', 'inner'),
      inside('q', 'pair', 'inner'),
    ],
    [
      'in.question > each.items',
      'each.item > inner.start',
      'inner.state > p.a',
      'p.out > q.a',
      'q.out > inner.next',
      'inner.last > each.result',
      'each.results > end.text',
    ],
  )
  const calls: string[] = []
  let failures = 1
  const count: Behavior = async ({ ctx, inputs }) => {
    calls.push(ctx.path.join('/'))
    if (ctx.path.join('/') === 'each/2/inner/1/q' && failures-- > 0)
      throw new AppError('EGRESS_FAILED', verbatim('Gone.'))
    return { out: inputs.a ?? null }
  }
  const events = await runGraph(graph, { ...LIST, behaviors: { p: count, q: count } })
  expect(foldRun(events).outputs).toEqual({ text: '["a","b","c"]' })
  const repeated = calls.filter((path, index) => calls.indexOf(path) !== index)
  expect(repeated).toEqual(['each/2/inner/1/q'])
  const starts = events.flatMap((event) =>
    event.type === 'node-start' && event.nodeId === 'q' ? [`${event.path.join('/')} ${event.attempt}`] : [],
  )
  expect(starts.filter((start) => start.startsWith('each/2/inner/1'))).toEqual([
    'each/2/inner/1/q 1',
    'each/2/inner/1/q 2',
  ])
})

test('E42 treats a stored failure as final for its frame; the container decides how to continue', async () => {
  const graph = sampleGraph(
    [input, answer, each({ keep: true }), inside('p')],
    ['in.question > each.items', 'each.item > p.a', 'p.out > each.result', 'each.results > end.text'],
  )
  let calls = 0
  const failForB: Behavior = async ({ inputs }) => {
    calls += 1
    if (inputs.a === 'b') throw new AppError('TOOL_FAILED', verbatim('No.'))
    return { out: inputs.a ?? null }
  }
  const complete = await runGraph(graph, { ...LIST, behaviors: { p: failForB } })
  const cut = complete.slice(0, complete.findIndex((event) => event.type === 'node-error') + 1)
  calls = 0
  const rest = await runGraph(graph, { ...LIST, behaviors: { p: failForB }, seed: seedForResume(cut) })
  expect(foldRun([...cut, ...rest]).outputs).toEqual({ text: '["a",null,"c"]' })
  expect(calls).toBe(3 - cut.filter((event) => event.type === 'node-end' && event.nodeId === 'p').length - 1)
})

test('E32 lets other frames complete while one waits, and asks all questions at once', async () => {
  const graph = sampleGraph(
    [input, answer, each({ parallel: 2 }), inside('ask', 'ask'), inside('p')],
    [
      'in.question > each.items',
      'each.item > ask.a',
      'ask.out > p.a',
      'p.out > each.result',
      'each.results > end.text',
    ],
  )
  const first = await runGraph(graph, LIST)
  expect(ofType(first, 'node-pause')).toEqual(['each/0/ask', 'each/1/ask', 'each/2/ask'])
  expect(first.at(-1)?.type).toBe('run-pause')
})
