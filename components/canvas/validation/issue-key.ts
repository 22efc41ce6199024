import type { GraphIssue } from '@/lib/graph/issue'

/** Key that is unique among the issues of a graph. */
export const issueKey = ({ key, params, nodeId, edgeId, path }: GraphIssue): string =>
  JSON.stringify([key, params, nodeId, edgeId, path])
