import { expect, test } from 'vitest'
import type { Json } from '@/lib/core/json'
import { sampleGraph, sampleNode } from '@/lib/graph/testing/sample-graph'
import { installVirtualTime } from '@/lib/platform/testing/install-virtual-time'
import type { RunEvent } from '../events'
import { execute } from '../execute'
import { seedForResume } from '../resume/seed'
import { openPendingInputs } from '../state/open-pending-inputs'
import { foldRun } from '../state/run-state'
import { type Behavior, runGraph, sampleExecution, samplePlan } from '../testing/run-graph'
import { type GivenAnswer, nodePaused } from './pause'

installVirtualTime()

const graph = sampleGraph(
  [
    sampleNode('in', 'input'),
    sampleNode('ask', 'ask'),
    sampleNode('after', 'pair'),
    sampleNode('side', 'pair'),
    sampleNode('end', 'answer'),
  ],
  ['in.question > ask.a', 'ask.out > after.a', 'in.question > side.a', 'after.out > end.text', 'side.out > end.text'],
)
const types = (events: readonly RunEvent[]) => events.map((event) => event.type)
const answerTo = (nodeId: string, key: string, answer: Json): RunEvent => ({
  type: 'node-resume',
  path: [nodeId],
  nodeId,
  atMs: 1,
  key,
  answer,
})
const lateStep: Behavior = async ({ inputs }) => {
  await new Promise((resolve) => setTimeout(resolve, 5))
  return { out: inputs.a ?? null }
}

test('E31 lets other branches continue while a node waits, and pauses the run when none can', async () => {
  const events = await runGraph(graph, { behaviors: { side: lateStep } })
  const order = events.map((event) => ('nodeId' in event ? `${event.type} ${event.nodeId}` : event.type))
  expect(order.indexOf('node-end side')).toBeGreaterThan(order.indexOf('node-pause ask'))
  expect(order.at(-1)).toBe('run-pause')
  const state = foldRun(events)
  expect([state.status, state.nodes.ask?.status, state.nodes.after]).toEqual(['paused', 'paused', undefined])
  expect(openPendingInputs(events)).toMatchObject([{ nodeId: 'ask', key: 'answer', request: { kind: 'timer' } }])
})

test('E34 resumes with the answer among its events, without repeating anything', async () => {
  const before = await runGraph(graph)
  const calls: string[] = []
  const count: Behavior = async ({ ctx, inputs }) => {
    calls.push(ctx.nodeId)
    return { out: inputs.a ?? null }
  }
  const stored = [...before, answerTo('ask', 'answer', 'yes')]
  const rest = await runGraph(graph, { seed: seedForResume(stored), behaviors: { side: count, after: count } })
  expect(rest[0]).toMatchObject({ type: 'run-resume', reason: 'answer' })
  expect(types(rest)).not.toContain('run-start')
  expect([calls, foldRun([...stored, ...rest]).outputs]).toEqual([['after'], { text: 'yes' }])
})

test('E33 emits a question once, and pauses again without an answer', async () => {
  const before = await runGraph(graph)
  const second = await runGraph(graph, { seed: seedForResume(before) })
  expect(types(second)).toEqual(['run-resume', 'node-start', 'run-pause'])
  expect(second[0]).toMatchObject({ reason: 'recovery' })
  expect(foldRun([...before, ...second]).nodes.ask?.status).toBe('paused')
})

test('E41 does not count an answer as another attempt', async () => {
  const before = await runGraph(graph)
  const second = await runGraph(graph, { seed: seedForResume([...before, answerTo('ask', 'answer', 1)]) })
  const attempts = second.flatMap((event) => (event.type === 'node-start' ? [`${event.nodeId} ${event.attempt}`] : []))
  expect(attempts).toEqual(['ask 1', 'after 1', 'end 1'])
  expect(foldRun([...before, ...second]).nodes.ask?.attempt).toBe(1)
})

test('E41 counts a restart after a crash as the next attempt', async () => {
  const complete = await runGraph(graph)
  const crashed = complete.slice(
    0,
    complete.findIndex((event) => event.type === 'node-start' && event.nodeId === 'ask') + 1,
  )
  const second = await runGraph(graph, { seed: seedForResume(crashed) })
  expect(foldRun([...crashed, ...second]).nodes.ask?.attempt).toBe(2)
})

test('E35 allows several questions per node, without repeating answered ones', async () => {
  const ask: Behavior = async ({ ctx }) => {
    const [a, b] = ['a', 'b'].map((key) => ctx.waitFor(key, { kind: 'timer', untilMs: 1 }))
    return a === undefined || b === undefined ? nodePaused : { out: [a, b] }
  }
  const first = await runGraph(graph, { behaviors: { ask } })
  expect(openPendingInputs(first).map((wait) => wait.key)).toEqual(['a', 'b'])
  const one = [...first, answerTo('ask', 'b', 2)]
  const second = [...one, ...(await runGraph(graph, { behaviors: { ask }, seed: seedForResume(one) }))]
  expect(openPendingInputs(second).map((wait) => wait.key)).toEqual(['a'])
  const bothAnswers = [...second, answerTo('ask', 'a', 1)]
  const last = await runGraph(graph, { behaviors: { ask }, seed: seedForResume(bothAnswers) })
  expect(foldRun([...bothAnswers, ...last]).nodes.ask?.outputs).toEqual({ out: [1, 2] })
})

test('E37 drops a waiting branch before an `any` join when another one completes first', async () => {
  const joined = sampleGraph(
    [
      sampleNode('in', 'input'),
      sampleNode('ask', 'ask'),
      sampleNode('side', 'pair'),
      sampleNode('m', 'merge', { mode: 'any' }),
      sampleNode('end', 'answer'),
    ],
    ['in.question > ask.a', 'in.question > side.a', 'ask.out > m.values', 'side.out > m.values', 'm.value > end.text'],
  )
  const events = await runGraph(joined, { behaviors: { side: lateStep } })
  expect([events.at(-1)?.type, foldRun(events).nodes.ask?.status, openPendingInputs(events)]).toEqual([
    'run-end',
    'skipped',
    [],
  ])
})

test('E36 fails the run when a node pauses without a question, since nothing could resume it', async () => {
  const events = await runGraph(graph, { behaviors: { ask: async () => nodePaused } })
  expect(events.at(-1)).toMatchObject({ type: 'run-error', error: { code: 'INTERNAL' } })
})

/** Answers the first question while `side` still runs, which then continues. */
async function answered(answer: Omit<GivenAnswer, 'path'>, behaviors: Record<string, Behavior> = {}) {
  const gate = Promise.withResolvers<void>()
  let deliver: (answer: GivenAnswer) => boolean = () => false
  const heldStep: Behavior = async ({ inputs }) => {
    await gate.promise
    return { out: inputs.a ?? null }
  }
  const events: RunEvent[] = []
  const used: boolean[] = []
  const execution = sampleExecution({
    behaviors: { side: heldStep, ...behaviors },
    onAnswerable: (takeAnswer) => {
      deliver = takeAnswer
    },
  })
  for await (const event of execute(samplePlan(graph), execution)) {
    events.push(event)
    if (event.type === 'node-pause') {
      // Not used: the node has not returned yet.
      used.push(deliver({ path: ['ask'], ...answer }))
      await new Promise((resolve) => setTimeout(resolve, 5))
      used.push(deliver({ path: ['ask'], ...answer }), deliver({ path: ['ask'], ...answer }))
    }
    if (event.type === 'node-end' && event.nodeId === 'after') gate.resolve()
    if (event.type === 'node-resume') setTimeout(() => gate.resolve(), 20)
  }
  return { events, used }
}

test('E52 uses an answer at once, and only once, while other branches run', async () => {
  const { events, used } = await answered({ key: 'answer', answer: 'yes' })
  const order = events.map((event) => ('nodeId' in event ? `${event.type} ${event.nodeId}` : event.type))
  expect(used.filter((isUsed) => isUsed)).toHaveLength(1)
  expect(order.indexOf('node-end after')).toBeLessThan(order.indexOf('node-end side'))
  expect(order.filter((line) => line.endsWith(' ask'))).toEqual([
    ...['node-start ask', 'node-pause ask', 'node-resume ask', 'node-start ask', 'node-end ask'],
  ])
  expect(events.some(({ type }) => type === 'run-pause')).toBe(false)
  expect(foldRun(events)).toMatchObject({ status: 'done', outputs: { text: 'yes' } })
  // A timer's answer has no content.
  const timer = await answered({ key: 'answer', answer: null })
  expect([timer.events.at(-1)?.type, foldRun(timer.events).nodes.ask?.status]).toEqual(['run-end', 'done'])
  const attempts = events.flatMap((event) =>
    event.type === 'node-start' && event.nodeId === 'ask' ? [event.attempt] : [],
  )
  expect(attempts).toEqual([1, 1])
  // Resuming after an interruption at any event gives the same result.
  for (let length = 1; length < events.length; length += 1) {
    const eventsBefore = events.slice(0, length)
    const stored =
      openPendingInputs(eventsBefore).length > 0 ? [...eventsBefore, answerTo('ask', 'answer', 'yes')] : eventsBefore
    const rest = await runGraph(graph, { seed: seedForResume(stored) })
    const end = rest.at(-1)?.type === 'run-pause' ? [answerTo('ask', 'answer', 'yes')] : []
    const all = [...stored, ...rest, ...end]
    const last = end.length > 0 ? [...all, ...(await runGraph(graph, { seed: seedForResume(all) }))] : all
    expect(foldRun(last)).toMatchObject({ status: 'done', outputs: { text: 'yes' } })
  }
})

test('E52 lets a node continue to its other question after one answer, and rejects answers without a question', async () => {
  const ask: Behavior = async ({ ctx }) => {
    const [a, b] = ['a', 'b'].map((key) => ctx.waitFor(key, { kind: 'timer', untilMs: 1 }))
    return a === undefined || b === undefined ? nodePaused : { out: [a, b] }
  }
  const one = await answered({ key: 'b', answer: 2 }, { ask })
  expect(one.used).toContain(true)
  expect([one.events.at(-1)?.type, openPendingInputs(one.events).map(({ key }) => key)]).toEqual(['run-pause', ['a']])
  const none = await runGraph(graph, {
    onAnswerable: (take) => void setTimeout(() => take({ path: ['ask'], key: 'x', answer: 1 })),
  })
  expect(types(none)).not.toContain('node-resume')
})
