import type { GraphIssue, IssueCode } from '@/lib/graph/issue'

/** Issues that every graph has while it is being built. */
const UNFINISHED: ReadonlySet<IssueCode> = new Set([
  'MISSING_INPUT',
  'NO_START',
  'NO_ANSWER',
  'UNREACHABLE',
  'INVALID_CONFIG',
  'MISSING_RESOURCE',
] as const)

/** Whether an issue is shown in red. Incomplete parts turn red after the first attempt to run or publish. */
export function isAlarming({ severity, code }: Pick<GraphIssue, 'severity' | 'code'>, hasTried: boolean): boolean {
  return severity === 'error' && (hasTried || !UNFINISHED.has(code))
}
