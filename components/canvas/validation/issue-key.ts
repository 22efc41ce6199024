import type { GraphIssue } from '@/lib/graph/issue'

/** Tells the issues of a graph apart. */
export const issueKey = ({ key, params, nodeId, edgeId, path }: GraphIssue): string =>
  JSON.stringify([key, params, nodeId, edgeId, path])
