import type { Plan, PlanInput, PlanNode, PlanSource } from '../plan'

/** Nodes, at the top or inside containers, that read one of these outputs of a top-level step. */
export function findReaders(plan: Plan, step: number, ports: ReadonlySet<string>): Set<string> {
  const readers = new Set<string>()
  const isRead = ({ step: source, port, up = 0 }: PlanSource, depth: number) =>
    source === step && up === depth && ports.has(port)
  const hasReader = (inputs: readonly PlanInput[], depth: number) =>
    inputs.some(({ sources }) => sources.some((source) => isRead(source, depth)))
  const visit = (node: PlanNode, depth: number) => {
    const { frame } = node
    const isReader =
      hasReader(node.inputs, depth) ||
      [...node.references, ...node.when].some((source) => isRead(source, depth)) ||
      // A container's result may come directly from outside.
      (frame !== null && hasReader(frame.results, depth + 1))
    if (isReader) readers.add(node.id)
    for (const inner of frame?.nodes ?? []) visit(inner, depth + 1)
  }
  for (const node of plan.nodes) visit(node, 0)
  return readers
}
