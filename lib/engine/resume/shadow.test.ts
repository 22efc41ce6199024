import { expect, test } from 'vitest'
import { sampleGraph, sampleNode } from '@/lib/graph/testing/sample-graph'
import { foldRun } from '../state/run-state'
import { type Behavior, runGraph } from '../testing/run-graph'
import { seedForResume } from './seed'

const graph = sampleGraph(
  [
    sampleNode('in', 'input'),
    sampleNode('send', 'write'),
    sampleNode('side', 'pair'),
    sampleNode('after', 'pair'),
    sampleNode('end', 'answer'),
  ],
  ['in.question > send.value', 'send.out > after.a', 'in.question > side.a', 'side.out > end.text'],
)

function watched() {
  const calls: string[] = []
  const watch: Behavior = async ({ ctx, inputs }) => {
    calls.push(ctx.nodeId)
    return { out: inputs.a ?? inputs.value ?? null }
  }
  return { calls, behaviors: { send: watch, side: watch, after: watch } }
}

test('skips writing nodes and their dependents in a shadow run, and runs everything else', async () => {
  const { calls, behaviors } = watched()
  const events = await runGraph(graph, { behaviors, isShadow: true })
  expect(calls).toEqual(['side'])
  expect(events).toContainEqual(expect.objectContaining({ type: 'node-skip', nodeId: 'send', reason: 'shadow' }))
  const state = foldRun(events)
  expect([state.status, state.outputs, state.nodes.send?.status, state.nodes.after?.status]).toEqual([
    'done',
    { text: 'hello' },
    'skipped',
    'skipped',
  ])
})

test('writes in the same graph without shadow mode', async () => {
  const { calls, behaviors } = watched()
  await runGraph(graph, { behaviors })
  expect(calls.toSorted()).toEqual(['after', 'send', 'side'])
})

test('skips the same nodes when a shadow run resumes', async () => {
  const { calls, behaviors } = watched()
  const events = await runGraph(graph, { behaviors, isShadow: true })
  const cut = events.slice(0, events.findIndex((event) => event.type === 'node-skip') + 1)
  await runGraph(graph, { behaviors, isShadow: true, seed: seedForResume(cut) })
  expect(calls).not.toContain('send')
})

test('asks nothing in a shadow run: a step that would wait is skipped, and the run does not pause', async () => {
  const approvalGraph = sampleGraph(
    [sampleNode('in', 'input'), sampleNode('ask', 'ask'), sampleNode('end', 'answer')],
    ['in.question > ask.a', 'in.question > end.text'],
  )
  const events = await runGraph(approvalGraph, { isShadow: true })
  expect(events.map(({ type }) => type)).not.toContain('node-pause')
  expect(foldRun(events)).toMatchObject({ status: 'done', nodes: { ask: { status: 'skipped' } } })
})
