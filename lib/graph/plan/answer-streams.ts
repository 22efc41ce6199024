import type { Plan, PlanNode, PlanSource } from '../plan'

export interface AnswerStream {
  /** The answer step. */
  answer: number
  /** Steps whose streamed text is passed to the answer unchanged, limited to steps that run. */
  sources: PlanSource[]
}

/** The `node-delta` events that form the streamed answer, in order. Follows ports that pass a value on. */
export function answerStreams(plan: Plan): AnswerStream[] {
  return plan.answers.map((answer) => ({ answer, sources: findSources(plan, plan.nodes[answer]) }))
}

function findSources(plan: Plan, answer: PlanNode | undefined): PlanSource[] {
  const found: PlanSource[] = []
  const seen = new Set<string>()
  const pending = [...(answer?.inputs.flatMap((input) => input.sources) ?? []), ...(answer?.references ?? [])]
  for (const source of pending) {
    const key = `${source.step}.${source.port}`
    const node = plan.nodes[source.step]
    if (!node || seen.has(key)) continue
    seen.add(key)
    if (node.streams === source.port) found.push(source)
    else pending.push(...passedOn(node, source.port))
  }
  return found
}

function passedOn(node: PlanNode, port: string): PlanSource[] {
  const passes = node.outputs.find((output) => output.id === port)?.passes
  return node.inputs.find((input) => input.port.id === passes)?.sources ?? []
}
