import { sampleGraph, sampleNode } from '@/lib/graph/testing/sample-graph'
import { planOf, range, runPlan } from './graphs'
import { table } from './measure'

const RUNS = 10_000

/** Runs that wait for a person: after their last event nothing of them may remain in the process. */
export async function measurePausedRuns(): Promise<void> {
  const plan = planOf(
    sampleGraph(
      [sampleNode('in', 'input'), sampleNode('ask', 'ask'), sampleNode('end', 'answer')],
      ['in.question > ask.a', 'ask.out > end.text'],
    ),
  )
  const pause = () => runPlan(plan, { question: 'x'.repeat(10_000) })
  for (const _ of range(500)) await pause()
  const before = usedBytes()
  for (const _ of range(RUNS)) await pause()
  const after = usedBytes()
  const perRun = (after - before) / RUNS
  table(
    'Paused runs',
    ['runs', 'heap before, MB', 'heap after, MB', 'bytes a run'],
    [[String(RUNS), (before / 1e6).toFixed(1), (after / 1e6).toFixed(1), perRun.toFixed(1)]],
  )
}

function usedBytes(): number {
  // Without --expose-gc the value includes garbage.
  globalThis.gc?.()
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}
