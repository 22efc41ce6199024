import { expect, test } from 'vitest'
import { sampleGraph, sampleNode } from '@/lib/graph/testing/sample-graph'
import { installVirtualTime } from '@/lib/platform/testing/install-virtual-time'
import type { RunEvent } from './events'
import { foldRun } from './state/run-state'
import { type Behavior, runGraph } from './testing/run-graph'

installVirtualTime()

const wait = (delayMs: number) => new Promise((resolve) => setTimeout(resolve, delayMs))
const input = sampleNode('in', 'input')
const answer = sampleNode('end', 'answer')
const after =
  (delayMs: number): Behavior =>
  async ({ inputs }) => {
    await wait(delayMs)
    return { out: inputs.a ?? null }
  }
const brief = (events: readonly RunEvent[]) =>
  events.map((event) =>
    'nodeId' in event && event.nodeId !== undefined ? `${event.type} ${event.path.join('/')}` : event.type,
  )
const outputsOf = (events: readonly RunEvent[]) => foldRun(events).outputs
const statusOf = (events: readonly RunEvent[], key: string) => foldRun(events).nodes[key]?.status

test('E2 starts steps without sources at once, and emits all events from start to answer', async () => {
  const events = await runGraph(sampleGraph([input, answer], ['in.question > end.text']))
  expect(brief(events)).toEqual([
    'run-start',
    'node-start in',
    'node-end in',
    'node-start end',
    'node-end end',
    'run-end',
  ])
  expect(outputsOf(events)).toEqual({ text: 'hello' })
})

test('E1 starts a node when its own inputs are available, without waiting for a slower branch', async () => {
  const graph = sampleGraph(
    [input, answer, ...['slow', 'fast', 'next'].map((id) => sampleNode(id, 'pair'))],
    ['in.question > slow.a', 'in.question > fast.a', 'fast.out > next.a', 'slow.out > end.text', 'next.out > end.text'],
  )
  const order = brief(await runGraph(graph, { behaviors: { slow: after(60), fast: after(1), next: after(1) } }))
  expect(order.indexOf('node-end next')).toBeLessThan(order.indexOf('node-end slow'))
})

test('E10 runs a join of branches of different length once, with both values', async () => {
  const graph = sampleGraph(
    [input, answer, ...['a', 'b', 'join'].map((id) => sampleNode(id, 'pair'))],
    ['in.question > a.a', 'a.out > b.a', 'b.out > join.a', 'in.question > join.b', 'join.out > end.text'],
  )
  const events = await runGraph(graph)
  expect(brief(events).filter((line) => line === 'node-start join')).toHaveLength(1)
  expect(outputsOf(events)).toEqual({ text: '["hello","hello"]' })
})

const branching = sampleGraph(
  [
    input,
    answer,
    sampleNode('br', 'branch'),
    sampleNode('y', 'pair'),
    sampleNode('y2', 'pair'),
    sampleNode('n', 'pair'),
    sampleNode('both', 'pair'),
  ],
  [
    'in.question > br.value',
    'br.yes > y.a',
    'y.out > y2.a',
    'br.no > n.a',
    'y2.out > end.text',
    'n.out > end.text',
    'y2.out > both.a',
    'n.out > both.b',
  ],
)

test('E6 skips an inactive branch completely, and the join takes the live value', async () => {
  const events = await runGraph(branching)
  expect(['y', 'y2', 'both', 'n', 'end'].map((id) => statusOf(events, id))).toEqual([
    'skipped',
    'skipped',
    'skipped',
    'done',
    'done',
  ])
  expect(outputsOf(events)).toEqual({ text: 'hello' })
  const other = await runGraph(branching, { inputs: { question: 'yes' } })
  expect(['y2', 'both', 'n', 'end'].map((id) => statusOf(other, id))).toEqual(['done', 'done', 'skipped', 'done'])
})

test('E5 takes the first live source in edge order, whichever is ready first', async () => {
  const graph = sampleGraph(
    [input, answer, sampleNode('slow', 'pair'), sampleNode('fast', 'pair')],
    ['in.question > slow.a', 'in.question > fast.a', 'slow.out > end.text', 'fast.out > end.text'],
  )
  const slow: Behavior = async () => {
    await wait(20)
    return { out: 'slow' }
  }
  expect(outputsOf(await runGraph(graph, { behaviors: { slow, fast: async () => ({ out: 'fast' }) } }))).toEqual({
    text: 'slow',
  })
})

const merging = (mode: string) =>
  sampleGraph(
    [
      input,
      answer,
      sampleNode('slow', 'pair'),
      sampleNode('after', 'pair'),
      sampleNode('fast', 'pair'),
      sampleNode('m', 'merge', { mode }),
    ],
    [
      'in.question > slow.a',
      'slow.out > after.a',
      'after.out > m.values',
      'in.question > fast.a',
      'fast.out > m.values',
      'm.value > end.text',
    ],
  )

test('E11 merge `collect` waits for all, `any` starts with the first and stops the others', async () => {
  let stopped = false
  const slow: Behavior = async ({ ctx }) => {
    ctx.signal.addEventListener('abort', () => {
      stopped = true
    })
    await wait(40)
    return { out: 'slow' }
  }
  const behaviors = { slow, fast: async () => ({ out: 'fast' }) }
  expect(outputsOf(await runGraph(merging('collect'), { behaviors }))).toEqual({ text: '["slow","fast"]' })
  const events = await runGraph(merging('any'), { behaviors })
  expect(outputsOf(events)).toEqual({ text: '["fast"]' })
  expect([statusOf(events, 'slow'), statusOf(events, 'after'), stopped]).toEqual(['skipped', 'skipped', true])
})

test('E9 waits for referenced nodes, and reads an absent reference as empty', async () => {
  const graph = sampleGraph(
    [
      input,
      answer,
      sampleNode('br', 'branch'),
      sampleNode('t', 'template', { text: '{{in.question}}|{{br.no}}|{{br.yes}}|{{mine}}' }),
    ],
    ['in.question > br.value', 'in.question > t.mine', 't.text > end.text'],
  )
  expect(outputsOf(await runGraph(graph))).toEqual({ text: 'hello|hello||hello' })
})

test('fails the run on a path without a value, naming the reference and the node', async () => {
  const graph = sampleGraph(
    [input, answer, sampleNode('t', 'template', { text: '{{in.question.x}}' })],
    ['t.text > end.text'],
  )
  expect((await runGraph(graph)).at(-1)).toMatchObject({
    type: 'run-error',
    error: {
      code: 'REFERENCE_MISSING',
      nodeId: 't',
      message: expect.stringContaining('{{in.question.x}} has no value: the output of “in”'),
    },
  })
})

test('reads a null behind a reference as empty', async () => {
  const graph = sampleGraph([input, sampleNode('t', 'template', { text: 'a{{in.question.subject}}b' })], [])
  const events = await runGraph(graph, { inputs: { question: { subject: null } } })
  expect(foldRun(events).nodes.t?.outputs).toEqual({ text: 'ab' })
})

test('encodes references in URLs and writes them as literals in JSON', async () => {
  const config = { url: 'https://x/?q={{in.question}}', body: '{"q":{{in.question}}}' }
  const graph = sampleGraph([input, sampleNode('w', 'write', config)])
  const events = await runGraph(graph, { inputs: { question: 'a&b="c"' } })
  expect(outputsOf(events)).toEqual({
    w: { out: { url: 'https://x/?q=a%26b%3D%22c%22', body: '{"q":"a&b=\\"c\\""}' } },
  })
})

test('never expands a value that looks like a reference', async () => {
  const graph = sampleGraph(
    [input, answer, sampleNode('t', 'template', { text: '{{in.question}}' })],
    ['t.text > end.text'],
  )
  expect(outputsOf(await runGraph(graph, { inputs: { question: '{{in.secret}}', secret: 'x' } }))).toEqual({
    text: '{{in.secret}}',
  })
})

test('reuses pinned outputs in draft runs only', async () => {
  const graph = sampleGraph(
    [input, answer, sampleNode('p', 'pair', {}, { pinned: { out: 'pinned' } })],
    ['in.question > p.a', 'p.out > end.text'],
  )
  expect(outputsOf(await runGraph(graph, { usePinned: true }))).toEqual({ text: 'pinned' })
  expect(outputsOf(await runGraph(graph))).toEqual({ text: 'hello' })
})

test('E3 never runs more steps in parallel than allowed', async () => {
  let running = 0
  let maxParallel = 0
  const count: Behavior = async () => {
    running += 1
    maxParallel = Math.max(maxParallel, running)
    await wait(2)
    running -= 1
    return {}
  }
  const ids = Array.from({ length: 12 }, (_, index) => `p${index}`)
  const graph = sampleGraph(
    [input, ...ids.map((id) => sampleNode(id, 'pair'))],
    ids.map((id) => `in.question > ${id}.a`),
  )
  await runGraph(graph, { maxParallel: 3, behaviors: Object.fromEntries(ids.map((id) => [id, count])) })
  expect(maxParallel).toBe(3)
})

test('E7 skips a node whose required input has no live source, whatever its other inputs have', async () => {
  const graph = sampleGraph(
    [input, answer, sampleNode('br', 'branch'), sampleNode('p', 'pair'), sampleNode('q', 'pair')],
    [
      'in.question > br.value',
      'br.yes > p.a',
      'in.question > p.b',
      'in.question > q.a',
      'br.yes > q.b',
      'p.out > end.text',
      'q.out > end.text',
    ],
  )
  const events = await runGraph(graph)
  expect([statusOf(events, 'p'), statusOf(events, 'q'), outputsOf(events)]).toEqual([
    'skipped',
    'done',
    { text: 'hello' },
  ])
})

test('E12 lets running writes and answers finish before an `any` join', async () => {
  const graph = sampleGraph(
    [input, answer, sampleNode('w', 'write'), sampleNode('fast', 'pair'), sampleNode('m', 'merge', { mode: 'any' })],
    ['in.question > w.value', 'in.question > fast.a', 'w.out > m.values', 'fast.out > m.values', 'm.value > end.text'],
  )
  const writeSlowly: Behavior = async () => {
    await wait(10)
    return { out: 'written' }
  }
  const events = await runGraph(graph, { behaviors: { w: writeSlowly } })
  expect([statusOf(events, 'w'), outputsOf(events)]).toEqual(['done', { text: '["hello"]' }])
})
