import type { Plan, PlanSource } from './plan'

export interface AnswerStream {
  /** The answer step. */
  answer: number
  /** Steps whose streamed text goes straight into the answer; of several, those that run count. */
  sources: PlanSource[]
}

/** Which `node-delta` events make up the streamed answer, in which order. */
export function answerStreams(plan: Plan): AnswerStream[] {
  return plan.answers.map((answer) => {
    const node = plan.nodes[answer]
    const candidates = [...(node?.inputs.flatMap((input) => input.sources) ?? []), ...(node?.references ?? [])]
    return { answer, sources: candidates.filter(({ step, port }) => plan.nodes[step]?.streams === port) }
  })
}
