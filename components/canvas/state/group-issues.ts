import type { GraphIssue } from '@/lib/graph/issue'

export type IssuesByNode = ReadonlyMap<string, readonly GraphIssue[]>

/** Issues by node. Unchanged nodes keep their array, so that their cards do not render. */
export function groupIssues(issues: readonly GraphIssue[], before: IssuesByNode): IssuesByNode {
  const groups = new Map<string, GraphIssue[]>()
  for (const issue of issues) {
    if (issue.nodeId === undefined) continue
    const group = groups.get(issue.nodeId)
    if (group) group.push(issue)
    else groups.set(issue.nodeId, [issue])
  }
  return new Map(
    [...groups].map(([id, group]) => {
      const old = before.get(id)
      return [id, old && JSON.stringify(old) === JSON.stringify(group) ? old : group]
    }),
  )
}
