export const ISSUE_CODES = [
  'DUPLICATE_NODE_ID',
  'DUPLICATE_EDGE_ID',
  'UNKNOWN_NODE_TYPE',
  'NEWER_NODE_VERSION',
  'DANGLING_EDGE',
  'UNKNOWN_PORT',
  'KIND_MISMATCH',
  'DIRECTION',
  'CYCLE',
  'CONTAINER',
  'SCOPE',
  'INVALID_CONFIG',
  'MISSING_INPUT',
  'TOO_MANY_SOURCES',
  'UNKNOWN_REFERENCE',
  'INVALID_REFERENCE',
  'REFERENCE_TO_SELF',
  'NOTE_CONNECTED',
  'NO_START',
  'MANY_STARTS',
  'NO_ANSWER',
  'UNREACHABLE',
  'MISSING_RESOURCE',
  'POLICY',
  'MODEL_FORBIDDEN',
  'HOST_FORBIDDEN',
] as const
export type IssueCode = (typeof ISSUE_CODES)[number]

/** A problem of a graph, as a value: shown on its node and port, and returned by the API. */
export interface GraphIssue {
  code: IssueCode
  /** An `error` stops a run; a `warning` does not. */
  severity: 'error' | 'warning'
  /** A full sentence for a person. */
  message: string
  nodeId?: string
  edgeId?: string
  /** Port id, or dotted config path. */
  path?: string
}
