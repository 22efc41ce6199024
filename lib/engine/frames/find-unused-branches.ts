import type { Plan, PlanNode } from '@/lib/graph/plan'
import type { StepStatus } from './step-status'

/**
 * Unsettled steps before an `any` join whose results nothing else needs. Writing steps and answers
 * are left to finish.
 */
export function findUselessBranches(plan: Plan, join: PlanNode, statusOf: (step: number) => StepStatus): number[] {
  const useless = new Set<number>()
  const isOpen = (step: number) => statusOf(step) === 'waiting' || statusOf(step) === 'ready'
  const needsResult = (step: number) => step !== join.index && statusOf(step) === 'waiting' && !useless.has(step)
  const pending = [...join.dependencies]
  for (let step = pending.pop(); step !== undefined; step = pending.pop()) {
    const node = plan.nodes[step]
    if (!node || !isOpen(step) || useless.has(step)) continue
    if (node.dependents.some(needsResult) || mustFinish(node, statusOf(step))) continue
    useless.add(step)
    pending.push(...node.dependencies)
  }
  return [...useless]
}

function mustFinish(node: PlanNode, status: StepStatus): boolean {
  return node.role === 'answer' || (node.effect === 'write' && status === 'ready')
}
