import { expect, test } from 'vitest'
import { internalError } from '@/lib/core/internal-error'
import { sampleGraph, sampleNode } from '@/lib/graph/testing/sample-graph'
import { foldRun } from '../state/run-state'
import { type Behavior, runGraph } from '../testing/run-graph'

const graph = sampleGraph(
  [sampleNode('in', 'input'), sampleNode('speak', 'pair'), sampleNode('end', 'answer')],
  ['in.question > speak.a', 'speak.out > end.text'],
)

const streamText: Behavior = async ({ ctx }) => {
  ctx.emit('Half a ')
  ctx.rewind(7)
  ctx.emit('Hello')
  return { out: 'Hello' }
}

test.each([
  [true, ['node-delta', 'node-rewind', 'node-delta']],
  [false, []],
])(
  'streams texts only if something may read them (stream: %s), and always returns them as outputs',
  async (stream, emitted) => {
    const events = await runGraph(graph, { behaviors: { speak: streamText }, stream })
    const types = events.map(({ type }) => type)
    expect(types.filter((type) => type === 'node-delta' || type === 'node-rewind')).toEqual(emitted)
    expect(foldRun(events)).toMatchObject({ status: 'done', outputs: { text: 'Hello' } })
  },
)

test('stops a step with too much output, whether it is read or not', async () => {
  const endless: Behavior = async ({ ctx }) => {
    for (let part = 0; part < 100; part += 1) ctx.emit('x'.repeat(100_000))
    throw internalError('It was not stopped.')
  }
  const events = await runGraph(graph, { behaviors: { speak: endless }, stream: false })
  expect(events.at(-1)).toMatchObject({ type: 'run-error', error: { code: 'LIMIT_EXCEEDED' } })
})
