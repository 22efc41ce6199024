import type { Plan } from '@/lib/graph/plan'
import { sampleGraph, sampleNode } from '@/lib/graph/testing/sample-graph'
import { planOf, sleep } from './graphs'

const MODEL_MS = 50

/** Question, a model with 50 ms latency, answer. */
export function chatPlan(): Plan {
  return planOf(
    sampleGraph(
      [sampleNode('in', 'input'), sampleNode('model', 'pair'), sampleNode('end', 'answer')],
      ['in.question > model.a', 'model.out > end.text'],
    ),
  )
}

export const chatBehaviors = {
  model: async () => {
    await sleep(MODEL_MS)
    return { out: 'answer' }
  },
}
