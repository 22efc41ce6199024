import { expect, test } from 'vitest'
import type { RunEvent } from '@/lib/engine/events'
import { foldRun } from '@/lib/engine/state/run-state'
import { compareRuns } from './compare-runs'

const usage = (costMicros: number | null) => ({
  model: 'm',
  inputTokens: 10,
  outputTokens: 5,
  costMicros,
  estimated: false,
})
const node = (id: string, text: string, costMicros: number | null | undefined = undefined): RunEvent[] => {
  const eventBase = { path: [id], nodeId: id, atMs: 1 }
  return [
    { type: 'node-start', attempt: 1, inputs: {}, ...eventBase },
    ...(costMicros === undefined ? [] : [{ type: 'node-usage' as const, usage: usage(costMicros), ...eventBase }]),
    { type: 'node-end', outputs: { text }, durationMs: 100, ...eventBase },
  ]
}
const reused = (id: string, text: string): RunEvent => ({
  type: 'node-end',
  outputs: { text },
  durationMs: 0,
  pinned: true,
  path: [id],
  nodeId: id,
  atMs: 1,
})
const end = (text: string): RunEvent => ({ type: 'run-end', atMs: 9, durationMs: 9, outputs: { text } })

test('counts a reused step with its original metrics, so that complete runs are comparable', () => {
  const before = foldRun([...node('a', 'A', 700), ...node('b', 'B', 300), end('B')])
  const after = foldRun([reused('a', 'A'), ...node('b', 'B2', 500), ...node('c', 'C'), end('B2')])
  const compared = compareRuns(before, after)
  expect(compared.whole).toEqual({
    before: { tokens: 30, costMicros: 1_000, hasUnknownCost: false },
    after: { tokens: 30, costMicros: 1_200, hasUnknownCost: false },
  })
  expect(compared.nodes.map(({ key, isSame, before: a, after: b }) => [key, isSame, a?.isReused, b?.isReused])).toEqual(
    [
      ['a', true, false, true],
      ['b', false, false, false],
      ['c', false, undefined, false],
    ],
  )
  expect(compared.nodes[0]?.after).toMatchObject({ durationMs: 100, costMicros: 700 })
  expect(compared.outputs).toEqual([{ name: 'text', before: 'B', after: 'B2', isSame: false }])
})

test('keeps an unknown price unknown, and reports different statuses as a difference', () => {
  const failed: RunEvent = {
    type: 'node-error',
    error: { code: 'MODEL_FAILED', message: 'Gone' },
    handled: false,
    durationMs: 1,
    path: ['a'],
    nodeId: 'a',
    atMs: 2,
  }
  const compared = compareRuns(foldRun(node('a', 'A', null)), foldRun([failed]))
  expect(compared.whole.before).toEqual({ tokens: 15, costMicros: 0, hasUnknownCost: true })
  expect(compared.nodes[0]).toMatchObject({ isSame: false, after: { status: 'failed', outputs: null } })
})
