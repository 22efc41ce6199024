import { textRef } from '@/lib/messages/problems/text-ref'
import type { TextRef } from '@/lib/messages/problems/types'
import type { NodeView } from '../graph-view'
import type { LintRule } from './lint-rule'

/** Branches on which nothing reaches the answer or the container's result; and steps that never run. */
export const findLostBranches: LintRule = ({ view, branches }) => {
  const answers = view.nodes.filter(({ manifest }) => manifest.role === 'answer')
  const lost = branches.outcomes.flatMap(({ branch, taken, skipped }) => {
    const text = explainLoss(branch, taken, lostTarget(branch, skipped))
    return text === null ? [] : [{ code: 'LOST_BRANCH', severity: 'warning', ...text, nodeId: branch.node.id } as const]
  })
  const neverRunIssues = branches.neverRun().map(
    ({ node, branch }) =>
      ({
        code: 'NEVER_RUNS',
        severity: 'warning',
        ...textRef('advice.neverRuns', { node: node.node.label, branch: branch.node.label }),
        nodeId: node.node.id,
      }) as const,
  )
  return [...lost, ...neverRunIssues]

  function lostTarget(branch: NodeView, skipped: ReadonlySet<NodeView>): TextRef | null {
    if (branch.parent === null) {
      const all = answers.length > 0 && answers.every((answer) => skipped.has(answer))
      return all ? textRef('advice.theAnswer') : null
    }
    const container = branch.parent
    const jumps = view.nodes.filter(({ manifest, parent }) => manifest.jump && parent === container)
    if (jumps.some((node) => !skipped.has(node))) return null
    const feeds = (view.edgesTo.get(container.node.id) ?? []).filter(({ toInner }) => toInner)
    const outcome = branches.outcomes.find((way) => way.branch === branch && way.skipped === skipped)
    const isSilent = (from: NodeView, port: string) =>
      skipped.has(from) || (from === branch && outcome?.silentPorts.has(port))
    if (feeds.length === 0 || !feeds.every(({ from, fromPort }) => isSilent(from, fromPort.id))) return null
    return textRef('advice.theResult', { container: container.node.label })
  }
}

function explainLoss(branch: NodeView, takenPort: string, target: TextRef | null): TextRef | null {
  if (target === null) return null
  const params = { branch: branch.node.label, target }
  if (takenPort === 'Error') return textRef('advice.lostOnFailure', params)
  if (takenPort === '') return textRef('advice.lostUnlessFailure', params)
  return textRef('advice.lostBranch', { ...params, taken: takenPort })
}
