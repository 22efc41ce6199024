import { expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import { sampleGraph, sampleNode } from '@/lib/graph/testing/sample-graph'
import { verbatim } from '@/lib/messages/problems/verbatim'
import type { RunEvent } from '../events'
import { foldRun } from '../state/run-state'
import { type Behavior, runGraph, samplePlan } from '../testing/run-graph'
import { seedForRerun, seedForResume } from './seed'

const graph = sampleGraph(
  [
    sampleNode('in', 'input'),
    sampleNode('br', 'branch'),
    sampleNode('a', 'pair'),
    sampleNode('no', 'pair'),
    sampleNode('b', 'pair'),
    sampleNode('end', 'answer'),
  ],
  ['in.question > br.value', 'br.no > a.a', 'br.yes > no.a', 'a.out > b.a', 'b.out > end.text', 'no.out > end.text'],
)

function counting() {
  const calls: string[] = []
  const count =
    (id: string): Behavior =>
    async ({ inputs }) => {
      calls.push(id)
      return { out: inputs.a ?? null }
    }
  return { calls, behaviors: { a: count('a'), b: count('b'), no: count('no') } }
}

test('E45 does not repeat recorded steps when a run resumes, at any interruption', async () => {
  const events = await runGraph(graph)
  for (let length = 1; length < events.length; length += 1) {
    const eventsBefore = events.slice(0, length)
    const { calls, behaviors } = counting()
    const rest = await runGraph(graph, { behaviors, seed: seedForResume(eventsBefore) })
    const done = eventsBefore.flatMap((event) => (event.type === 'node-end' ? [event.nodeId] : []))
    expect(calls.filter((id) => done.includes(id))).toEqual([])
    expect(rest.some((event) => event.type === 'run-start')).toBe(false)
    expect(foldRun([...eventsBefore, ...rest])).toMatchObject({ status: 'done', outputs: { text: 'hello' } })
  }
})

test('E48 keeps and emits the results before a node when rerunning from it', async () => {
  const events = await runGraph(graph)
  const { calls, behaviors } = counting()
  const second = await runGraph(graph, { behaviors, seed: seedForRerun(events, samplePlan(graph), ['b']) })
  expect(calls).toEqual(['b'])
  const state = foldRun(second)
  expect([state.nodes.a?.status, state.nodes.a?.pinned, state.nodes.no?.status, state.outputs]).toEqual([
    'done',
    true,
    'skipped',
    { text: 'hello' },
  ])
})

test('repeats the agent when rerunning from one of its tools', async () => {
  const agent = sampleGraph(
    [
      sampleNode('in', 'input'),
      sampleNode('m', 'model'),
      sampleNode('g', 'agent'),
      sampleNode('t', 'template'),
      sampleNode('end', 'answer'),
    ],
    ['in.question > g.question', 'm.model > g.model', 't.tool > g.tools', 'g.text > end.text'],
  )
  let calls = 0
  const countCalls: Behavior = async () => {
    calls += 1
    return { text: `call ${calls}` }
  }
  const events = await runGraph(agent, { behaviors: { g: countCalls } })
  const second = await runGraph(agent, {
    behaviors: { g: countCalls },
    seed: seedForRerun(events, samplePlan(agent), ['t']),
  })
  expect(foldRun(second).outputs).toEqual({ text: 'call 2' })
})

test('E28 repeats only failed sub-steps on retry and resume', async () => {
  const calls: string[] = []
  const step = (ctx: Parameters<Behavior>[0]['ctx'], key: string, work: () => Promise<string>) =>
    ctx.step({ key, kind: 'tool', name: key, input: {} }, () => {
      calls.push(key)
      return work()
    })
  let failures = 1
  const runTwoSteps: Behavior = async ({ ctx }) => {
    await step(ctx, 'first', async () => 'one')
    const stepResult = await step(ctx, 'second', async () => {
      failures -= 1
      if (failures >= 0) throw new AppError('EGRESS_FAILED', verbatim('Gone.'))
      return 'two'
    })
    return { out: stepResult }
  }
  const policy = { onError: 'fail', retry: { count: 1, backoffSeconds: 0, on: ['network'] } } as const
  const withRetry = {
    ...graph,
    nodes: graph.nodes.map((node) =>
      node.id === 'a' ? { ...node, policy: { ...policy, retry: { ...policy.retry, on: [...policy.retry.on] } } } : node,
    ),
  }
  const events = await runGraph(withRetry, { behaviors: { a: runTwoSteps } })
  expect(calls).toEqual(['first', 'second', 'second'])
  const cut = events.slice(
    0,
    events.findIndex((event) => event.type === 'node-end' && event.nodeId === 'a'),
  )
  calls.length = 0
  expect(
    foldRun(await runGraph(withRetry, { behaviors: { a: runTwoSteps }, seed: seedForResume(cut) })).outputs,
  ).toEqual({
    text: 'two',
  })
  expect(calls).toEqual([])
})

test('keeps the idempotency key of run, path and node across attempts', async () => {
  const keys: string[] = []
  const noteKey: Behavior = async ({ ctx }) => {
    keys.push(ctx.idempotencyKey)
    return { out: 1 }
  }
  await runGraph(graph, { behaviors: { a: noteKey }, runId: 'r9' })
  expect(keys).toEqual(['r9:a'])
})

const nested = (type: 'each' | 'rounds') =>
  sampleGraph(
    [
      sampleNode('in', 'input'),
      sampleNode('before', 'each'),
      sampleNode('x', 'pair', {}, { parent: 'before' }),
      sampleNode('c', type),
      sampleNode('a', 'pair', {}, { parent: 'c' }),
      sampleNode('b', 'pair', {}, { parent: 'c' }),
      sampleNode('end', 'answer'),
    ],
    [
      'in.question > before.items',
      'before.item > x.a',
      'x.out > before.result',
      `before.results > c.${type === 'each' ? 'items' : 'start'}`,
      `c.${type === 'each' ? 'item' : 'state'} > a.a`,
      'a.out > b.a',
      `b.out > c.${type === 'each' ? 'result' : 'next'}`,
      `c.${type === 'each' ? 'results' : 'last'} > end.text`,
    ],
  )

test('E49 keeps other containers completely, and earlier results of frames, when rerunning from a node inside a container', async () => {
  const inputs = { question: ['p', 'q'] }
  const events = await runGraph(nested('each'), { inputs })
  const calls: string[] = []
  const count: Behavior = async ({ ctx, inputs: { a } }) => {
    calls.push(ctx.path.join('/'))
    return { out: a ?? null }
  }
  const behaviors = { a: count, b: count, x: count }
  const seed = seedForRerun(events, samplePlan(nested('each')), ['b'])
  const second = await runGraph(nested('each'), { inputs, behaviors, seed })
  expect(calls).toEqual(['c/0/b', 'c/1/b'])
  const state = foldRun(second)
  expect([state.outputs, state.nodes['c/0/a']?.pinned, state.nodes.before?.pinned]).toEqual([
    foldRun(events).outputs,
    true,
    true,
  ])
})

test('E49 restarts a loop, because a round depends on the previous ones', async () => {
  const inputs = { question: ['p', 'q'] }
  const events = await runGraph(nested('rounds'), { inputs })
  const seed = seedForRerun(events, samplePlan(nested('rounds')), ['b'])
  expect([...seed.completions.keys()]).toEqual(expect.arrayContaining(['in', 'before', 'before/0/x']))
  expect([...seed.completions.keys()].filter((key) => key.startsWith('c'))).toEqual([])
})

test('E50 keeps nothing without a node to start from', async () => {
  const events = await runGraph(graph)
  for (const from of [[], ['gone'], ['toString']])
    expect(seedForRerun(events, samplePlan(graph), from).completions.size).toBe(0)
})

const gated = sampleGraph(
  [
    sampleNode('in', 'input'),
    sampleNode('a', 'pair'),
    sampleNode('ask', 'ask'),
    sampleNode('send', 'pair'),
    sampleNode('side', 'pair'),
    sampleNode('other', 'ask'),
    sampleNode('note', 'pair'),
    sampleNode('end', 'answer'),
  ],
  [
    ...['in.question > a.a', 'a.out > ask.a', 'ask.out > send.a', 'in.question > side.a', 'side.out > send.b'],
    ...['in.question > other.a', 'other.out > note.a', 'send.out > end.text'],
  ],
)

async function gatedEvents(): Promise<RunEvent[]> {
  const paused = await runGraph(gated)
  const answers = ['ask', 'other'].map((nodeId): RunEvent => {
    return { type: 'node-resume', path: [nodeId], nodeId, atMs: 1, key: 'answer', answer: 'yes' }
  })
  const rest = await runGraph(gated, { seed: seedForResume([...paused, ...answers]) })
  expect(rest.at(-1)?.type).toBe('run-end')
  return [...paused, ...answers, ...rest]
}

test('E51 asks a person again in a rerun if a repeated step depends on the answer', async () => {
  const events = await gatedEvents()
  const keptFrom = (nodeId: string) =>
    [...seedForRerun(events, samplePlan(gated), [nodeId]).completions.keys()].toSorted()
  // `send` follows the question, so it is asked again. `side` changes what is sent after the consent.
  expect(keptFrom('send')).toEqual(['a', 'in', 'note', 'other', 'side'])
  expect(keptFrom('side')).toEqual(['a', 'in', 'note', 'other'])
  expect(keptFrom('note')).toEqual(['a', 'ask', 'end', 'in', 'send', 'side'])
  const second = await runGraph(gated, { seed: seedForRerun(events, samplePlan(gated), ['send']) })
  expect(second.flatMap((event) => (event.type === 'node-pause' ? [event.nodeId] : []))).toEqual(['ask'])
  expect(second.at(-1)?.type).toBe('run-pause')
})
