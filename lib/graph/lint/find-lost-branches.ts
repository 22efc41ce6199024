import type { NodeView } from '../graph-view'
import type { LintRule } from './lint-rule'

/** Branches on which nothing reaches the answer or the container's result; and steps that never run. */
export const findLostBranches: LintRule = ({ view, branches }) => {
  const answers = view.nodes.filter(({ manifest }) => manifest.role === 'answer')
  const lost = branches.outcomes.flatMap(({ branch, taken, skipped }) => {
    const message = lostMessage(branch, taken, isLost(branch, skipped))
    return message === null
      ? []
      : [{ code: 'LOST_BRANCH', severity: 'warning', message, nodeId: branch.node.id } as const]
  })
  const never = branches.neverRun().map(
    ({ node, branch }) =>
      ({
        code: 'NEVER_RUNS',
        severity: 'warning',
        message: `“${node.node.label}” never runs: it needs values that “${branch.node.label}” never gives in the same run. Bring the branches together with a Merge, or make one of the inputs optional.`,
        nodeId: node.node.id,
      }) as const,
  )
  return [...lost, ...never]

  function isLost(branch: NodeView, skipped: ReadonlySet<NodeView>): string | null {
    if (branch.parent === null) {
      const all = answers.length > 0 && answers.every((answer) => skipped.has(answer))
      return all ? 'the Answer, so the run ends without one' : null
    }
    const container = branch.parent
    const feeds = (view.edgesTo.get(container.node.id) ?? []).filter(({ toInner }) => toInner)
    const outcome = branches.outcomes.find((way) => way.branch === branch && way.skipped === skipped)
    const isSilent = (from: NodeView, port: string) =>
      skipped.has(from) || (from === branch && outcome?.silentPorts.has(port))
    if (feeds.length === 0 || !feeds.every(({ from, fromPort }) => isSilent(from, fromPort.id))) return null
    return `the result of “${container.node.label}”, so that round gives nothing`
  }
}

function lostMessage(branch: NodeView, taken: string, what: string | null): string | null {
  if (what === null) return null
  const name = branch.node.label
  if (taken === 'Error')
    return `When “${name}” fails, nothing reaches ${what}. Connect its Error port to what should be said then.`
  if (taken === '') return `Unless “${name}” fails, nothing reaches ${what}.`
  return `When “${name}” takes “${taken}”, nothing reaches ${what}. Connect that branch too.`
}
