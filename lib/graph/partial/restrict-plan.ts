import type { Plan, PlanNode } from '../plan'
import type { RunPart } from './plan-part'

/**
 * The plan of a part: excluded steps are removed, reused or pinned ones have no dependencies, and
 * the rest is unchanged. Nodes keep their indexes, so that bindings and references stay valid; the
 * hash stays the graph's.
 */
export function restrictPlan(plan: Plan, part: RunPart): Plan {
  const runs = new Set(part.runs)
  const pinned = new Set(part.pinned)
  const provided = new Set([...part.reused, ...part.pinned])
  const isKept = ({ id }: PlanNode) => runs.has(id) || provided.has(id)
  const nodes = plan.nodes.map((node): PlanNode => {
    if (!node.isStep) return node
    if (!isKept(node)) return { ...node, isStep: false, dependencies: [], dependents: [] }
    const dependents = node.dependents.filter((step) => runs.has(plan.nodes[step]?.id ?? ''))
    if (runs.has(node.id)) return { ...node, dependents, pinned: null }
    // Without sources it cannot be skipped because of a missing source.
    return {
      ...node,
      dependents,
      dependencies: [],
      inputs: [],
      references: [],
      when: [],
      pinned: pinned.has(node.id) ? node.pinned : null,
    }
  })
  const steps = nodes.filter(({ isStep }) => isStep)
  return {
    ...plan,
    nodes,
    roots: steps.filter(({ dependencies }) => dependencies.length === 0).map(({ index }) => index),
    start: nodes[plan.start ?? -1]?.isStep ? plan.start : null,
    answers: plan.answers.filter((step) => nodes[step]?.isStep),
  }
}
