import type { RunEvent } from '@/lib/engine/events'
import type { RunStore } from '@/lib/engine/execution'
import { sampleGraph, sampleNode } from '@/lib/graph/testing/sample-graph'
import { planOf, runPlan, sleep } from './graphs'
import { measure, table } from './measure'

const MODEL_MS = 50

/** Flushes a batch at most 40 ms behind, as the event log does; a commit takes so long. */
function batchingStore(commitMs: number): RunStore {
  let waiting: RunEvent[] = []
  let timer: ReturnType<typeof setTimeout> | null = null
  let writing = Promise.resolve()
  const flush = () => {
    if (timer) clearTimeout(timer)
    timer = null
    waiting = []
    writing = writing.then(() => sleep(commitMs))
    return writing
  }
  return {
    append(event) {
      waiting.push(event)
      timer ??= setTimeout(flush, 40)
    },
    committed: () => (waiting.length === 0 ? writing : flush()),
  }
}

/** Question, a model that takes 50 ms, answer: what durability adds to it. The store is a stand-in whose commits take 2 ms. */
export async function measureChat(): Promise<void> {
  const plan = planOf(
    sampleGraph(
      [sampleNode('in', 'input'), sampleNode('model', 'pair'), sampleNode('end', 'answer')],
      ['in.question > model.a', 'model.out > end.text'],
    ),
  )
  const behaviours = {
    model: async () => {
      await sleep(MODEL_MS)
      return { out: 'answer' }
    },
  }
  const run = (durability: 'sync' | 'async', store?: RunStore) =>
    measure(() => runPlan(plan, { behaviours, durability, ...(store ? { store } : {}) }), { warmups: 3, forMs: 3_000 })
  const none = await run('async')
  const rows = [['nothing stored', none.medianMs.toFixed(2), '']]
  for (const durability of ['async', 'sync'] as const) {
    const { medianMs } = await run(durability, batchingStore(2))
    rows.push([durability, medianMs.toFixed(2), `${((medianMs / none.medianMs - 1) * 100).toFixed(1)} %`])
  }
  table('Chat of 3 nodes whose model takes 50 ms (commits of 2 ms)', ['durability', 'ms', 'added'], rows)
}
