import { expect, test } from 'vitest'
import type { Json } from '@/lib/core/json'
import { sampleGraph, sampleNode } from '@/lib/graph/testing/sample-graph'
import { sampleManifests } from '@/lib/graph/testing/sample-manifests'
import { validate } from '@/lib/graph/validate'
import type { RunEvent } from '../events'
import { seedForResume } from '../resume/seed'
import { foldRun } from '../state/run-state'
import { type Behavior, runGraph } from '../testing/run-graph'

const inside = (id: string, type: string, parent = 'loop') => sampleNode(id, type, {}, { parent })

/** Six rounds that each add one. A round jumps with the value that `check` returns on its second output, if any. */
const loopWith = (jump: 'break' | 'continue') =>
  sampleGraph(
    [
      sampleNode('in', 'input'),
      sampleNode('loop', 'rounds', { count: 6 }),
      inside('check', 'pair'),
      inside('leave', jump),
      inside('add', 'pair'),
      sampleNode('end', 'answer'),
    ],
    [
      ...['in.question > loop.start', 'loop.state > check.a', 'check.other > leave.value'],
      ...['check.out > add.a', 'add.out > loop.next', 'loop.last > end.text'],
    ],
  )
const numberOf = (value: Json | undefined) => (typeof value === 'number' ? value : 0)
const checkAt =
  (at: number): Behavior =>
  async ({ inputs }) => {
    const state = numberOf(inputs.a)
    return state === at ? { other: state * 100 } : { out: state }
  }
const add: Behavior = async ({ inputs }) => ({ out: numberOf(inputs.a) + 1 })
const resultOf = (events: readonly RunEvent[]) => foldRun(events).outputs?.text
const startsOf = (events: readonly RunEvent[], nodeId: string) =>
  events.filter((event) => event.type === 'node-start' && event.nodeId === nodeId).length

test('E59 a break ends the loop with its value, and a continue ends only the round', async () => {
  const behaviors = { check: checkAt(3), add }
  const broken = await runGraph(loopWith('break'), { behaviors })
  expect([resultOf(broken), startsOf(broken, 'check'), startsOf(broken, 'add')]).toEqual(['300', 4, 3])
  const continued = await runGraph(loopWith('continue'), { behaviors })
  expect([resultOf(continued), startsOf(continued, 'check'), startsOf(continued, 'add')]).toEqual(['302', 6, 5])
})

test.each(['break', 'continue'] as const)('E59 resumes after a kill at any event: %s', async (jump) => {
  const behaviors = { check: checkAt(2), add }
  const complete = await runGraph(loopWith(jump), { behaviors })
  for (let length = 1; length < complete.length; length += 1) {
    const before = complete.slice(0, length)
    const all = [...before, ...(await runGraph(loopWith(jump), { behaviors, seed: seedForResume(before) }))]
    expect([length, resultOf(all), startsOf(all, 'leave') > 0]).toEqual([length, resultOf(complete), true])
    const ends = all.filter((event) => event.type === 'node-end' || event.type === 'node-skip')
    expect(new Set(ends.map(({ path }) => path.join('/'))).size).toBe(ends.length)
  }
})

test('E59 stops the other steps of the frame, but lets a running write finish', async () => {
  const graph = sampleGraph(
    [
      sampleNode('in', 'input'),
      sampleNode('loop', 'rounds', { count: 3 }),
      inside('slow', 'pair'),
      inside('send', 'write'),
      inside('after', 'pair'),
      inside('leave', 'break'),
      sampleNode('end', 'answer'),
    ],
    [
      ...['in.question > loop.start', 'loop.state > slow.a', 'loop.state > send.value', 'send.out > after.a'],
      ...['loop.state > leave.value', 'slow.out > loop.next', 'loop.last > end.text'],
    ],
  )
  let finish = () => {}
  let wasAborted = false
  const sent: Behavior = () =>
    new Promise((resolve) => {
      finish = () => resolve({ out: 'sent' })
    })
  const slow: Behavior = ({ ctx }) =>
    new Promise((_, reject) => {
      ctx.signal.addEventListener('abort', () => {
        wasAborted = true
        reject(new Error('aborted'))
        finish()
      })
    })
  const events = await runGraph(graph, { behaviors: { send: sent, slow } })
  const endOf = (id: string) =>
    events.find((event) => 'nodeId' in event && event.nodeId === id && /end|skip/.test(event.type))?.type
  expect([resultOf(events), wasAborted]).toEqual(['hello', true])
  expect(['slow', 'send', 'after'].map(endOf)).toEqual(['node-skip', 'node-end', 'node-skip'])
})

test('reports a jump outside of a container, and a break in a container whose items run in parallel, as errors', () => {
  const codes = (parallel: number, parent?: string) => {
    const nodes = [
      sampleNode('in', 'input'),
      sampleNode('each', 'each', { parallel }),
      sampleNode('leave', 'break', {}, parent ? { parent } : {}),
    ]
    return validate(sampleGraph(nodes, ['in.question > leave.value']), sampleManifests).flatMap(({ key }) =>
      /jump|break/i.test(key) ? [key] : [],
    )
  }
  expect(codes(1)).toEqual(['graph.jumpOutside'])
  expect([codes(1, 'each'), codes(2, 'each')]).toEqual([[], ['graph.breakParallel']])
})
